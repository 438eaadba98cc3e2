#define BOOST_TEST_MODULE idp
#include <boost/test/unit_test.hpp>
