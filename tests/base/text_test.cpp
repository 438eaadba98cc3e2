#include "base/text/catalogue.hpp"
#include "base/text/unicode.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

using namespace gatehouse;

namespace {

constexpr std::int64_t an_afternoon = 1795525320000;  // 2026-11-24T13:02:00Z

const text::Catalogue& built() {
    static const text::Catalogue catalogue(std::string(GATEHOUSE_BINARY_DIR) + "/catalogues");
    return catalogue;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_suite)

BOOST_AUTO_TEST_CASE(the_24_official_languages_are_there_with_their_own_names) {
    BOOST_TEST(text::languages().size() == 24u);
    BOOST_TEST(text::languages().front().endonym == "български");
    BOOST_TEST(text::is_language("ga"));
    BOOST_TEST(!text::is_language("ru"));
    BOOST_TEST(!text::is_language(""));
}

BOOST_AUTO_TEST_CASE(placeholders_are_filled_by_name_and_unknown_ones_stay_visible) {
    BOOST_TEST(text::fill("Hello {name}, {name}!", {{"name", "Ann"}}) == "Hello Ann, Ann!");
    BOOST_TEST(text::fill("{who} came", {{"name", "Ann"}}) == "{who} came");
    BOOST_TEST(text::fill("an open { stays", {}) == "an open { stays");
    BOOST_TEST(text::fill("{a}", {{"a", "{b}"}, {"b", "x"}}) == "{b}");
}

BOOST_AUTO_TEST_CASE(the_language_is_chosen_by_parameter_then_cookie_then_ui_locales_then_accept_language) {
    BOOST_TEST(text::choose_language("fr", "de", "es", "it") == "fr");
    BOOST_TEST(text::choose_language("xx", "de", "es", "it") == "de");
    BOOST_TEST(text::choose_language("", "", "ru es-MX de", "it") == "es");
    BOOST_TEST(text::choose_language("", "", "", "ru, pl;q=0.4, EL-gr;q=0.9") == "el");
    BOOST_TEST(text::choose_language("", "", "", "fr;q=0, *") == "en");
    BOOST_TEST(text::choose_language("", "", "", "") == "en");
    BOOST_TEST(text::choose_language("", "", "", ",;q=,,=;") == "en");
    BOOST_TEST(text::choose_language("../etc", "<script>", "\xff", "\xff;q=1") == "en");
}

BOOST_AUTO_TEST_CASE(dates_follow_the_language_and_name_their_offset) {
    BOOST_TEST(text::format_date_time("en", an_afternoon, "Europe/Brussels") == "24 November 2026, 14:02 (UTC+1)");
    BOOST_TEST(text::format_date_time("de", an_afternoon, "UTC") == "24. November 2026, 13:02 (UTC)");
    BOOST_TEST(text::format_date_time("en", an_afternoon, "Asia/Kolkata") == "24 November 2026, 18:32 (UTC+5:30)");
    BOOST_TEST(text::format_date("el", an_afternoon, "Europe/Athens") == "24 Νοεμβρίου 2026");
    BOOST_TEST(text::format_date("bg", an_afternoon, "Europe/Sofia").find("ноември") != std::string::npos);
    for (const auto& language : text::languages()) BOOST_TEST(text::format_date(language.code, an_afternoon, "UTC").size() > 8u);
}

BOOST_AUTO_TEST_CASE(countries_are_named_in_every_language_and_sorted_as_that_language_sorts) {
    BOOST_TEST(built().country("en", "AT") == "Austria");
    BOOST_TEST(built().country("de", "AT") == "Österreich");
    BOOST_TEST(built().country("el", "GR") == "Ελλάδα");
    BOOST_TEST(built().country("mt", "IO") == "British Indian Ocean Territory");  // CLDR has no Maltese name
    BOOST_TEST(built().country("en", "ZZ") == "ZZ");
    const auto german = built().countries("de");
    BOOST_TEST(german.size() > 240u);
    const auto place = [&](std::string_view code) {
        return std::find_if(german.begin(), german.end(), [&](const auto& row) { return row.first == code; }) - german.begin();
    };
    BOOST_TEST(place("AT") > place("OM"));  // Oman, Österreich, Osttimor … not after Zypern
    BOOST_TEST(place("AT") < place("CY"));
}

BOOST_AUTO_TEST_CASE(a_missing_sentence_is_answered_in_english_and_counted) {
    const text::Catalogue empty("/nonexistent");
    BOOST_TEST(empty.translate("fr", "x.html", "Hello {name}", {{"name", "Ann"}}) == "Hello Ann");
    BOOST_TEST(empty.plural("fr", "x.html", "{n} operator", "{n} operators", 1) == "1 operator");
    BOOST_TEST(empty.plural("fr", "x.html", "{n} operator", "{n} operators", 3) == "3 operators");
    BOOST_TEST(empty.missing() == 3u);
    BOOST_TEST(empty.translate("en", "x.html", "Hello") == "Hello");
    BOOST_TEST(empty.missing() == 3u);
    BOOST_TEST(empty.country("fr", "FR") == "FR");
}

BOOST_AUTO_TEST_CASE(common_sentences_are_translated_in_all_24_languages) {
    for (const auto& language : text::languages()) {
        if (language.code == "en") continue;
        for (const char* sentence :
             {"Skip to main content", "Log out", "Training", "Test stand-in – not a website of the European Union"}) {
            const auto before = built().missing();
            built().translate(language.code, "layout.html", sentence);
            BOOST_TEST(built().missing() == before, language.code << " lacks: " << sentence);
        }
    }
}

BOOST_AUTO_TEST_CASE(plural_forms_follow_the_language) {
    const auto polish = [](std::int64_t n) {
        return built().plural("pl", "problems", "There is {n} problem", "There are {n} problems", n);
    };
    BOOST_TEST(polish(1) == "Jest 1 problem");
    BOOST_TEST(polish(3) == "Są 3 problemy");
    BOOST_TEST(polish(5) == "Jest 5 problemów");
    BOOST_TEST(polish(22) == "Są 22 problemy");
}

BOOST_AUTO_TEST_CASE(names_are_composed_and_trimmed_but_never_folded) {
    BOOST_TEST(text::nfc("E\u0301lodie") == "Élodie");
    BOOST_TEST(text::trim_spaces("  Anna \u00a0 Maria\t") == "Anna Maria");
    BOOST_TEST(text::trim_spaces("McDonald") == "McDonald");
    BOOST_TEST(text::trim_spaces(" \u2003 ").empty());
    BOOST_TEST(text::length("Ğ😀") == 2u);
    BOOST_TEST(text::initials("élodie", "  marchand") == "ÉM");
    BOOST_TEST(text::initials("", "'t Hooft") == "T");
}

BOOST_AUTO_TEST_CASE(search_keys_ignore_case_marks_and_punctuation) {
    BOOST_TEST(text::search_key("Bio-Harvest Trading GmbH & Co.") == "bio harvest trading gmbh co");
    BOOST_TEST(text::search_key("Hafenstraße") == text::search_key("HAFENSTRASSE"));
    BOOST_TEST(text::search_key("Łódź") == "lodz");
    BOOST_TEST(text::search_key("ΌΛΓΑΣ") == text::search_key("όλγας"));
    BOOST_TEST(text::search_key("ﬁlm") == "film");
    BOOST_TEST(text::search_key("…").empty());
}

BOOST_AUTO_TEST_CASE(control_signs_and_direction_tricks_are_seen) {
    BOOST_TEST(text::has_control_or_bidi("a\u202Eb"));
    BOOST_TEST(text::has_control_or_bidi("a\u2066b"));
    BOOST_TEST(text::has_control_or_bidi("a\u200Bb"));
    BOOST_TEST(text::has_control_or_bidi("a\nb"));
    BOOST_TEST(text::has_control_or_bidi("a\u0085b"));
    BOOST_TEST(text::has_control_or_bidi("\u200Da"));
    BOOST_TEST(!text::has_control_or_bidi("क्\u200Dष"));
    BOOST_TEST(!text::has_control_or_bidi("O’Brien-Müller"));
    BOOST_TEST(text::has_letter("1a"));
    BOOST_TEST(!text::has_letter("123 – 4"));
}

BOOST_AUTO_TEST_SUITE_END()
