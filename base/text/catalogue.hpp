// gettext catalogues read by Boost.Locale's std backend, one std::locale per language, never the process locale.
// msgid is the English sentence with named placeholders ("Hello {name}"), msgctxt the page. An entry without msgctxt serves every page that
// has none of its own. A missing key falls back to English and is counted.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::text {

struct Language {
    std::string code;     // "fr"
    std::string endonym;  // "français"
};
// The 24 official languages in their protocol order.
const std::vector<Language>& languages();
bool is_language(std::string_view code);

using Arguments = std::vector<std::pair<std::string_view, std::string>>;

// "Hello {name}" with {"name","Ann"} → "Hello Ann"; plain text, no escaping; an unknown placeholder stays visible.
std::string fill(std::string_view sentence, const Arguments& arguments);

class Catalogue {
public:
    // directory holds LANG/LC_MESSAGES/gatehouse.mo as scripts/build make them; absent languages answer in English.
    explicit Catalogue(const std::string& directory);
    ~Catalogue();
    std::string translate(std::string_view language, std::string_view context, std::string_view msgid,
                          const Arguments& arguments = {}) const;
    std::string plural(std::string_view language, std::string_view context, std::string_view one, std::string_view many, std::int64_t n,
                       const Arguments& arguments = {}) const;
    std::string country(std::string_view language, std::string_view alpha2) const;  // CLDR name, English fallback
    // Every country (alpha-2 → name) in the order of that language, for select lists.
    std::vector<std::pair<std::string, std::string>> countries(std::string_view language) const;
    std::uint64_t missing() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// The language of a request: ?lang= > cookie > ui_locales > Accept-Language > en. Values not among the 24 are skipped.
std::string choose_language(std::string_view lang_parameter, std::string_view cookie, std::string_view ui_locales,
                            std::string_view accept_language);

// "24 November 2026, 14:02 (UTC+1)" in the language and IANA zone ("Europe/Brussels").
std::string format_date_time(std::string_view language, std::int64_t epoch_millis, std::string_view zone);
std::string format_date(std::string_view language, std::int64_t epoch_millis, std::string_view zone);

}  // namespace gatehouse::text
