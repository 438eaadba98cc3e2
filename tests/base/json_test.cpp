#include "base/json.hpp"

#include "tests/support/vectors.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace gatehouse;

namespace {

std::string canonical_of(std::string_view text) {
    const auto value = json::parse(text);
    BOOST_REQUIRE_MESSAGE(value, text);
    return json::canonical(*value);
}

std::string refusal(std::string_view text) {
    const auto value = json::parse(text);
    BOOST_REQUIRE_MESSAGE(!value, text);
    BOOST_TEST(describe(value.error().code).wire == "invalid_request");
    return value.error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(strict_json)

BOOST_AUTO_TEST_CASE(every_case_of_the_parsing_suite_is_read_or_refused_as_it_says) {
    const auto folder = test::vectors("json/test_parsing");
    if (!folder) return;
    int cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const std::string name = entry.path().filename().string();
        const auto value = json::parse(test::read_bytes(entry.path()));
        if (name.starts_with("y_")) {
            // The suite holds duplicate members to be JSON; ours is stricter (RFC 8725 section 2.4).
            const bool duplicate = name.find("duplicated_key") != std::string::npos;
            BOOST_TEST(value.has_value() == !duplicate, name);
        }
        if (name.starts_with("n_")) BOOST_TEST(!value.has_value(), name);
        ++cases;
    }
    BOOST_TEST(cases > 300);
}

BOOST_AUTO_TEST_CASE(a_duplicate_member_is_refused_by_name_at_any_depth) {
    BOOST_TEST(refusal(R"({"a":1,"b":2,"a":3})").find("\"a\" occurs twice") != std::string::npos);
    BOOST_TEST(refusal(R"([{"x":{"sub":1,"s\u0075b":2}}])").find("\"sub\" occurs twice") != std::string::npos);
    BOOST_TEST(json::parse(R"([{"a":1},{"a":1}])").has_value());
}

BOOST_AUTO_TEST_CASE(depth_size_and_what_follows_the_value_are_limited) {
    BOOST_TEST(json::parse(std::string(32, '[') + std::string(32, ']')).has_value());
    refusal(std::string(33, '[') + std::string(33, ']'));
    BOOST_TEST(refusal("\"" + std::string(64 * 1024, 'x') + "\"").find("longer than 65536 bytes") != std::string::npos);
    BOOST_TEST(refusal("{} {}").find("at byte") != std::string::npos);
    refusal("1e999");
    refusal("");
}

BOOST_AUTO_TEST_CASE(bad_utf8_and_lone_surrogates_are_refused) {
    refusal("\"\xff\"");
    refusal("\"\xc0\xaf\"");
    refusal("\"\xed\xa0\x80\"");
    refusal(R"("\ud800")");
}

BOOST_AUTO_TEST_CASE(the_canonical_form_is_that_of_rfc_8785) {
    // Section 3.2.2 and 3.2.3 of RFC 8785
    BOOST_TEST(canonical_of(R"({"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],)"
                            R"("string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})") ==
               R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
               "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    BOOST_TEST(canonical_of(R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})") ==
               "{\"\\r\":2,\"1\":4,\"\xc2\x80\":6,\"\xc3\xb6\":7,\"\xe2\x82\xac\":1,\"\xf0\x9f\x98\x80\":5,\"\xef\xac\xb3\":3}");
}

BOOST_AUTO_TEST_CASE(numbers_are_written_as_ecmascript_writes_them) {
    // Appendix B of RFC 8785
    BOOST_TEST(canonical_of("-0.0") == "0");
    BOOST_TEST(canonical_of("5e-324") == "5e-324");
    BOOST_TEST(canonical_of("1.7976931348623157e308") == "1.7976931348623157e+308");
    BOOST_TEST(canonical_of("9007199254740992") == "9007199254740992");
    BOOST_TEST(canonical_of("295147905179352830000") == "295147905179352830000");
    BOOST_TEST(canonical_of("9.999999999999997e22") == "9.999999999999997e+22");
    BOOST_TEST(canonical_of("1e23") == "1e+23");
    BOOST_TEST(canonical_of("999999999999999900000") == "999999999999999900000");
    BOOST_TEST(canonical_of("1e21") == "1e+21");
    BOOST_TEST(canonical_of("0.000001") == "0.000001");
    BOOST_TEST(canonical_of("1e-7") == "1e-7");
    BOOST_TEST(canonical_of("333333333.3333332") == "333333333.3333332");
    BOOST_TEST(canonical_of("1424953923781206.2") == "1424953923781206.2");
    BOOST_TEST(canonical_of("-0.0000033333333333333333") == "-0.0000033333333333333333");
    BOOST_TEST(canonical_of("9223372036854775807") == "9223372036854776000");
}

BOOST_AUTO_TEST_CASE(a_canonical_text_reads_back_to_itself) {
    const std::string once = canonical_of(R"({"b":[1,2.5,"é\u0001"],"a":{"z":null,"y":true}})");
    BOOST_TEST(canonical_of(once) == once);
}

BOOST_AUTO_TEST_CASE(a_member_of_the_wrong_type_is_refused_by_name) {
    const boost::json::object object{{"name", "x"}, {"count", 3}};
    BOOST_TEST(json::required_text(object, "name").value() == "x");
    BOOST_TEST(!json::optional_text(object, "absent").value().has_value());
    BOOST_TEST(json::required_text(object, "absent").error().field == "absent");
    BOOST_TEST(json::optional_text(object, "count").error().message == "The member \"count\" must be a string.");
}

BOOST_AUTO_TEST_SUITE_END()
