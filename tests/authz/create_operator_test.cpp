#include "authz/actions/create_operator.hpp"
#include "tests/authz/registry.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::authz;
using gatehouse::tests::Registry;

namespace data = boost::unit_test::data;

namespace {

NewOperator wanted() {
    NewOperator made;
    made.name = "Baltijas Graudi SIA";
    made.country = "LV";
    made.address = "Ostas iela 1";
    made.postcode = "LV-1010";
    made.city = "Rīga";
    made.eori = "LV 4000 3000";
    made.website = "https://graudi.example";
    made.role = "importer";
    return made;
}

Submission by(const Actor& who, const std::string& once) {
    Submission submission;
    submission.actor = who;
    submission.once = once;
    return submission;
}

std::vector<std::string> wrong_fields(const NewOperator& made) {
    std::vector<std::string> fields;
    for (const auto& one : check_new_operator(made)) fields.push_back(one.field);
    return fields;
}

using Fields = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(creating_operators)

BOOST_AUTO_TEST_CASE(the_letters_mandatory_fields_are_asked_for_in_the_order_of_the_form) {
    BOOST_TEST((wrong_fields(wanted()) == Fields{}));
    BOOST_TEST((wrong_fields(NewOperator{}) == Fields{"name", "country", "address", "postcode", "city", "activity", "phone"}));
}

BOOST_AUTO_TEST_CASE(the_eori_is_mandatory_for_organic_importers_only) {
    NewOperator made = wanted();
    made.eori.clear();
    BOOST_TEST((wrong_fields(made) == Fields{"eori"}));
    for (const std::string role : {"first_consignee", "exporter", "producer"}) {
        made.role = role;
        BOOST_TEST((wrong_fields(made) == Fields{}), role);
    }
    made.eori = "US123";
    BOOST_TEST((wrong_fields(made) == Fields{"eori"}));
}

BOOST_AUTO_TEST_CASE(one_of_phone_fax_email_or_website_is_enough) {
    NewOperator made = wanted();
    made.website.clear();
    BOOST_TEST((wrong_fields(made) == Fields{"phone"}));
    made.fax = "+371 1";
    BOOST_TEST((wrong_fields(made) == Fields{}));
    made.fax.clear();
    made.email = "office@graudi.example";
    BOOST_TEST((wrong_fields(made) == Fields{}));
    made.email = "office";
    BOOST_TEST((wrong_fields(made) == Fields{"email"}));
}

BOOST_AUTO_TEST_CASE(an_administrator_is_no_activity) {
    NewOperator made = wanted();
    made.role = "administrator";
    BOOST_TEST((wrong_fields(made) == Fields{"activity"}));
}

BOOST_AUTO_TEST_CASE(an_eori_is_normalised_and_checked) {
    BOOST_TEST(normalise_eori("lv 4000 3000") == "LV40003000");
    BOOST_TEST(normalise_eori("XI123456789012") == "XI123456789012");
    BOOST_TEST(normalise_eori("GB123") == "");
    BOOST_TEST(normalise_eori("DE") == "");
    BOOST_TEST(normalise_eori("DE1234567890123456") == "");
    BOOST_TEST(normalise_eori("DE12-34") == "");
}

BOOST_DATA_TEST_CASE(operator_and_request_are_registered_together_once, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor ann = registry.actor("nann");
    const auto created = create_operator(*registry.context, wanted(), by(ann, "form"));
    BOOST_TEST_REQUIRE(created.has_value());
    const auto again = create_operator(*registry.context, wanted(), by(ann, "form"));
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST(again->organisation.str() == created->organisation.str());
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM organisation WHERE origin = 'person'") == 1);
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM request_post WHERE state = 'waiting_for_organisation'") == 1);
    BOOST_TEST(registry.leaves("organisation.created") == 1);
    BOOST_TEST(registry.leaves("request.submitted") == 1);
}

BOOST_DATA_TEST_CASE(the_same_eori_is_a_hard_stop, data::make(tests::engines()), engine) {
    Registry registry(engine);
    BOOST_TEST(create_operator(*registry.context, wanted(), by(registry.actor("nann"), "one")).has_value());
    const auto second = create_operator(*registry.context, wanted(), by(registry.actor("nbob"), "two"));
    BOOST_TEST_REQUIRE(!second.has_value());
    BOOST_TEST((second.error().code == ErrorCode::conflict));
    BOOST_TEST(second.error().field == "eori");
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM person_kind WHERE person LIKE '% nbob'") == 0);
}

BOOST_AUTO_TEST_CASE(a_person_of_another_kind_creates_nothing_and_leaves_a_denial) {
    Registry registry("memory");
    const Actor ann = registry.actor("nann");
    BOOST_TEST(registry.ask(ann, "cca:DE", "OPL").has_value());
    const auto refused = create_operator(*registry.context, wanted(), by(ann, "form"));
    BOOST_TEST((refused.error().code == ErrorCode::forbidden));
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM organisation WHERE origin = 'person'") == 0);
    BOOST_TEST(registry.leaves("request.submitted") == 2);
}

BOOST_AUTO_TEST_CASE(near_duplicates_come_by_eori_then_name_then_likeness) {
    Registry registry("memory");
    NewOperator made = wanted();
    made.country = "DE";
    made.name = "BIO HARVEST trading gmbh";
    made.eori = "DE 123456789012345";
    auto found = near_duplicates(*registry.context, made).value();
    BOOST_TEST_REQUIRE(found.size() == 1u);
    BOOST_TEST((found[0].why == NearDuplicate::Why::same_eori));
    made.eori.clear();
    BOOST_TEST((near_duplicates(*registry.context, made).value().at(0).why == NearDuplicate::Why::same_name));
    made.name = "Harvest Handel";
    BOOST_TEST((near_duplicates(*registry.context, made).value().at(0).why == NearDuplicate::Why::similar));
    made.country = "PL";
    BOOST_TEST(near_duplicates(*registry.context, made).value().empty());
}

BOOST_AUTO_TEST_CASE(the_responsible_authority_defaults_to_the_countrys_and_must_be_of_it) {
    Registry registry("memory");
    NewOperator made = wanted();
    made.country = "DE";
    made.responsible = registry.organisation("cca:FR");
    BOOST_TEST(create_operator(*registry.context, made, by(registry.actor("nann"), "one")).error().field == "responsible");
    made.responsible.reset();
    BOOST_TEST(create_operator(*registry.context, made, by(registry.actor("nann"), "two")).has_value());
    BOOST_TEST(registry.text("SELECT responsible FROM organisation WHERE origin = 'person'") == registry.organisation("cca:DE").str());
}

BOOST_AUTO_TEST_CASE(reference_lists_load_again_without_change) {
    Registry registry("memory");
    ReferenceOrganisation bcp;
    bcp.key = "bcp:DEHAM";
    bcp.organisation.type = type::bcp;
    bcp.organisation.country = "DE";
    bcp.organisation.name = "Another name";
    bcp.organisation.origin = "reference";
    const auto loaded = load_reference(*registry.context, {bcp}, "again").value();
    BOOST_TEST(loaded.added == 0);
    BOOST_TEST(loaded.unchanged == 1);
    BOOST_TEST(registry.text("SELECT name FROM organisation WHERE type = 'bcp'") == "Hamburg Port");
    BOOST_TEST(registry.leaves("reference.loaded") == 1);
    bcp.organisation.name.clear();
    BOOST_TEST(load_reference(*registry.context, {bcp}, "broken").error().field == "bcp:DEHAM");
}

BOOST_AUTO_TEST_SUITE_END()
