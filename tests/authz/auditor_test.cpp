// The auditor's page and its CSV.
#include "authz/pages/csv.hpp"
#include "tests/authz/authz_program.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sstream>

namespace gatehouse::tests {
namespace {

using namespace authz;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(auditor)

BOOST_AUTO_TEST_CASE(only_auditors_and_the_commission_read_it_and_nobody_writes) {
    AuthzProgram here;
    here.registry.commission();
    here.registry.rename("naudit", "Given-naudit", "Family-naudit");
    auto stranger = here.browser();
    BOOST_TEST(stranger.get("/audit").status == 303);
    here.sign_in(stranger, "n1");
    BOOST_TEST(stranger.get("/audit").status == 403);
    BOOST_TEST(stranger.get("/audit.csv").status == 403);
    here.registry.rename("naudit", "Aude", "Itor");
    auto auditor = here.browser();
    here.sign_in(auditor, "naudit");
    // The issuer in memory gave another name: under it the grant does not act (invariant 15).
    BOOST_TEST(auditor.get("/audit").status == 403);
    here.registry.rename("naudit", "Aude", "Itor");
    const std::int64_t before = here.registry.count("SELECT COUNT(*) FROM audit_leaf");
    BOOST_TEST(auditor.get("/audit").status == 200);
    BOOST_TEST(auditor.get("/audit.csv").status == 200);
    BOOST_TEST(auditor.post_raw("/audit", {}, {{"Origin", here.base()}}).status == 405);
    BOOST_TEST(here.registry.count("SELECT COUNT(*) FROM audit_leaf") == before);
}

// A browser of the auditor, with the name of the appointment.
Browser auditor_of(AuthzProgram& here) {
    here.registry.commission();
    auto browser = here.browser();
    here.sign_in(browser, "naudit");
    here.registry.rename("naudit", "Aude", "Itor");
    return browser;
}

BOOST_AUTO_TEST_CASE(every_request_decision_and_denial_is_there_and_can_be_filtered) {
    AuthzProgram here;
    auto browser = auditor_of(here);
    const auto officer = here.registry.german_officer();
    here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", officer);
    const auto asked = here.registry.ask(here.registry.actor("n2"), "op:iberia", "importer");
    BOOST_REQUIRE(asked);
    BOOST_TEST(!here.registry.decide(here.registry.actor("n3"), asked->filed.at(0), Verdict::accepted).has_value());
    const Page all = browser.get("/audit");
    BOOST_TEST(all.shows("Request accepted"));
    BOOST_TEST(all.shows("Asked for a role"));
    BOOST_TEST(all.shows("Denied"));
    const Page one = browser.get("/audit?person=n1");
    BOOST_TEST(one.shows("Bio Harvest Trading GmbH"));
    BOOST_TEST(one.shows("Organic importer · Germany"));
    BOOST_TEST(!one.shows("Bio Harvest Iberia"));
    const Page organisation = browser.get("/audit?organisation=" + here.registry.organisation("op:iberia").str());
    BOOST_TEST(organisation.shows("Bio Harvest Iberia"));
    BOOST_TEST(!organisation.shows("Bio Harvest Trading GmbH"));
    BOOST_TEST(browser.get("/audit?until=2020-01-01").shows("Nothing was found"));
    BOOST_TEST(browser.get("/audit?from=2020-01-01").shows("Request accepted"));
    const Page wrong = browser.get("/audit?from=yesterday");
    BOOST_TEST(wrong.status == 400);
    BOOST_TEST(wrong.shows("like 2026-11-24"));
}

BOOST_AUTO_TEST_CASE(long_lists_are_paged_and_the_csv_holds_all_pages) {
    AuthzProgram here;
    auto browser = auditor_of(here);
    for (int n = 0; n < 60; ++n) here.registry.actor("p" + std::to_string(n));
    const Page first = browser.get("/audit");
    std::smatch next;
    BOOST_REQUIRE(std::regex_search(first.body, next, std::regex("rel=\"next\" href=\"([^\"]*)\"")));
    const Page second = browser.get(Page::unescaped(next[1]));
    BOOST_TEST(second.status == 200);
    BOOST_TEST(first.shows(">p59<"));
    BOOST_TEST(!second.shows(">p59<"));
    const Page csv = browser.get("/audit.csv");
    BOOST_TEST(csv.header("Content-Type").starts_with("text/csv"));
    BOOST_TEST(csv.header("Content-Disposition").find("gatehouse-audit-production.csv") != std::string::npos);
    for (const auto* sub : {"\"p0\"", "\"p59\""}) BOOST_TEST(csv.shows(sub));
    BOOST_TEST(csv.body.starts_with("environment,position,"));
}

std::ptrdiff_t columns_of(const std::string& line) {
    return std::ranges::count(line, ',') + 1;
}

BOOST_AUTO_TEST_CASE(every_line_of_the_csv_has_the_columns_that_the_first_one_names) {
    AuthzProgram here;
    auto browser = auditor_of(here);
    here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer());
    const Page csv = browser.get("/audit.csv?person=n1");
    std::istringstream lines(csv.body);
    std::string head, line;
    BOOST_REQUIRE(std::getline(lines, head));
    bool names_the_role = false;
    while (std::getline(lines, line)) {
        BOOST_TEST(columns_of(line) == columns_of(head), line);
        names_the_role = names_the_role || line.find(",\"importer\",\"DE\",") != std::string::npos;
    }
    BOOST_TEST(names_the_role);
}

BOOST_AUTO_TEST_CASE(a_cell_is_quoted_and_never_a_formula) {
    BOOST_TEST(csv_line({"a", "b\"c", "x\r\ny", ""}) == "\"a\",\"b\"\"c\",\"x\r\ny\",\"\"\r\n");
    for (const auto* cell : {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "  =1"}) BOOST_TEST(csv_line({cell}).starts_with("\"'"), cell);
    BOOST_TEST(csv_line({"1-1"}) == "\"1-1\"\r\n");
}

BOOST_AUTO_TEST_CASE(leaves_are_numbered_by_the_program_itself) {
    AuthzProgram here;
    here.registry.actor("n1");
    BOOST_REQUIRE(here.program().number_leaves());
    BOOST_TEST(here.within_seconds([&] {
        const auto page = audit::list(*here.registry.db, {});
        return page && !page->entries.empty() && page->entries.front().position >= 0;
    }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace gatehouse::tests
