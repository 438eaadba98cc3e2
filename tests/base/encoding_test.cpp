#include "base/encoding.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;

BOOST_AUTO_TEST_SUITE(encodings)

BOOST_AUTO_TEST_CASE(the_examples_of_rfc_4648_hold) {
    const std::pair<std::string, std::string> examples[] = {{"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
                                                            {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}};
    for (const auto& [plain, text] : examples) {
        BOOST_TEST(base64(plain) == text);
        BOOST_TEST(from_base64(text).value() == plain);
        const std::string unpadded = text.substr(0, text.find('='));
        BOOST_TEST(base64url(plain) == unpadded);
        BOOST_TEST(from_base64url(unpadded).value() == plain);
    }
    BOOST_TEST(base64url("\xff\xfe\xfd") == "__79");
}

BOOST_AUTO_TEST_CASE(lenient_base64url_is_refused) {
    for (const std::string text : {"Zg==", "Zg=", "Zh", "Zm9", "Z", "Zm9v\n", " Zm9v", "Zm+v", "Zm/v", "Zm.v"})
        BOOST_TEST(!from_base64url(text).has_value(), text);
    BOOST_TEST(!from_base64("Zg").has_value());
    BOOST_TEST(!from_base64("Zh==").has_value());
    BOOST_TEST(!from_base64("====").has_value());
}

BOOST_AUTO_TEST_CASE(hexadecimal_is_lower_case_and_whole) {
    BOOST_TEST(hex("\x01\xab") == "01ab");
    BOOST_TEST(from_hex("01ab").value() == "\x01\xab");
    for (const std::string text : {"0", "0g", "AB"}) BOOST_TEST(!from_hex(text).has_value());
}

BOOST_AUTO_TEST_CASE(instants_are_written_in_both_forms_and_days_are_read) {
    const Instant at = from_millis(1795517216123);
    BOOST_TEST(rfc3339(at) == "2026-11-24T10:46:56.123Z");
    BOOST_TEST(utc_compact(at) == "20261124104656Z");
    BOOST_TEST(rfc3339(parse_rfc3339_date("2026-11-24").value()) == "2026-11-24T00:00:00.000Z");
    for (const std::string day : {"2026-02-29", "2026-1-01", "2026-13-01", "+026-01-01", "2026-01-01T"})
        BOOST_TEST(!parse_rfc3339_date(day).has_value(), day);
    BOOST_TEST(to_seconds(from_millis(-1)) == -1);
}

BOOST_AUTO_TEST_CASE(every_error_code_has_its_row) {
    BOOST_TEST(describe(ErrorCode::invalid_grant).wire == "invalid_grant");
    BOOST_TEST(describe(ErrorCode::request_uri_not_supported).wire == "request_uri_not_supported");
    BOOST_TEST(describe(ErrorCode::registration_not_supported).wire == "registration_not_supported");
    BOOST_TEST(describe(ErrorCode::invalid_client).status == 401);
    BOOST_TEST(describe(ErrorCode::gone).status == 410);
    BOOST_TEST(describe(ErrorCode::unavailable).wire == "unavailable");
    BOOST_TEST((describe(ErrorCode::internal).show == Show::wire_name_only));
}

BOOST_AUTO_TEST_SUITE_END()
