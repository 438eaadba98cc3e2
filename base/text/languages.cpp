#include "base/text/catalogue.hpp"

#include <algorithm>

namespace gatehouse::text {

const std::vector<Language>& languages() {
    static const std::vector<Language> list = {
        {"bg", "български"}, {"es", "español"},  {"cs", "čeština"},    {"da", "dansk"},       {"de", "Deutsch"},    {"et", "eesti"},
        {"el", "ελληνικά"},  {"en", "English"},  {"fr", "français"},   {"ga", "Gaeilge"},     {"hr", "hrvatski"},   {"it", "italiano"},
        {"lv", "latviešu"},  {"lt", "lietuvių"}, {"hu", "magyar"},     {"mt", "Malti"},       {"nl", "Nederlands"}, {"pl", "polski"},
        {"pt", "português"}, {"ro", "română"},   {"sk", "slovenčina"}, {"sl", "slovenščina"}, {"fi", "suomi"},      {"sv", "svenska"},
    };
    return list;
}

bool is_language(std::string_view code) {
    return std::ranges::any_of(languages(), [&](const Language& language) { return language.code == code; });
}

}  // namespace gatehouse::text
