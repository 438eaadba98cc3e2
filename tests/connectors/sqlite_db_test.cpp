#include "tests/conformance/connectors/db_conformance.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

BOOST_AUTO_TEST_SUITE(sqlite_db)

BOOST_AUTO_TEST_CASE(a_store_in_memory_behaves_as_every_store) {
    db_conformance("memory", [] { return Store{"sqlite::memory:", sql::Db::open({"sqlite::memory:"}).value()}; });
}

BOOST_AUTO_TEST_CASE(a_store_in_a_file_behaves_as_every_store) {
    const TemporaryFolder folder;
    const std::string url = "sqlite:" + folder.file("a store.db");
    db_conformance("file", [&] { return Store{url, sql::Db::open({url}).value()}; });
}

BOOST_AUTO_TEST_SUITE_END()
