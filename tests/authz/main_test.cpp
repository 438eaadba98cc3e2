#define BOOST_TEST_MODULE authz
#include <boost/test/unit_test.hpp>
