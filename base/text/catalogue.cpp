#include "base/text/catalogue.hpp"

#include "base/text/collation.hpp"

#include <atomic>
#include <boost/locale.hpp>
#include <fstream>
#include <optional>

namespace gatehouse::text {
namespace {

using Messages = boost::locale::message_format<char>;
using Countries = std::map<std::string, std::string, std::less<>>;

// The id carries a country and UTF-8: "pl" alone makes Boost.Locale throw "Conversion failed". Only the language part is looked at.
std::locale load_messages(const std::string& directory, const std::string& code) {
    auto backends = boost::locale::localization_backend_manager::global();
    backends.select("std");
    boost::locale::generator generate(backends);
    generate.categories(boost::locale::category_t::message | boost::locale::category_t::information);
    generate.add_messages_path(directory);
    generate.add_messages_domain("gatehouse");
    return generate(code + "_EU.UTF-8");
}

// "AT<tab>Austria" lines; an absent file leaves the table empty.
Countries load_countries(const std::string& file) {
    Countries table;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.size() > 3 && line[2] == '\t') table.emplace(line.substr(0, 2), line.substr(3));
    }
    return table;
}

}  // namespace

struct Catalogue::Impl {
    struct Entry {
        std::locale locale;
        Countries countries;
        std::vector<std::pair<std::string, std::string>> sorted_countries;
    };
    std::map<std::string, Entry, std::less<>> entries;
    mutable std::atomic<std::uint64_t> missing{0};

    const Entry& entry(std::string_view language) const {
        const auto found = entries.find(language);
        return found != entries.end() ? found->second : entries.find("en")->second;
    }
    const Messages* messages(std::string_view language) const {
        const auto& locale = entry(language).locale;
        return std::has_facet<Messages>(locale) ? &std::use_facet<Messages>(locale) : nullptr;
    }
    // The entry of this page, then the one for all pages.
    std::optional<std::string> find(std::string_view language, const std::string& context, const std::string& msgid) const {
        const auto* table = language == "en" ? nullptr : messages(language);
        if (table == nullptr) return std::nullopt;
        for (const char* its : {context.c_str(), static_cast<const char*>(nullptr)}) {
            if (const char* text = table->get(0, its, msgid.c_str())) return text;
        }
        return std::nullopt;
    }
    std::optional<std::string> find_plural(std::string_view language, const std::string& context, const std::string& one,
                                           std::int64_t n) const {
        const auto* table = language == "en" ? nullptr : messages(language);
        if (table == nullptr) return std::nullopt;
        const int count = static_cast<int>(n < 0 ? -(n + 1) + 1 : n) & 0x7fffffff;
        for (const char* its : {context.c_str(), static_cast<const char*>(nullptr)}) {
            if (const char* text = table->get(0, its, one.c_str(), count)) return text;
        }
        return std::nullopt;
    }
    void count_missing(std::string_view language) const {
        if (language != "en") missing.fetch_add(1, std::memory_order_relaxed);
    }
};

Catalogue::Catalogue(const std::string& directory) : impl_(std::make_unique<Impl>()) {
    for (const auto& language : languages()) {
        Impl::Entry entry{load_messages(directory, language.code), load_countries(directory + "/" + language.code + "/countries.tsv"), {}};
        entry.sorted_countries = sort_by_second(language.code, {entry.countries.begin(), entry.countries.end()});
        impl_->entries.emplace(language.code, std::move(entry));
    }
}

Catalogue::~Catalogue() = default;

std::string Catalogue::translate(std::string_view language, std::string_view context, std::string_view msgid,
                                 const Arguments& arguments) const {
    auto text = impl_->find(language, std::string(context), std::string(msgid));
    if (!text) impl_->count_missing(language);
    return fill(text ? *text : msgid, arguments);
}

std::string Catalogue::plural(std::string_view language, std::string_view context, std::string_view one, std::string_view many,
                              std::int64_t n, const Arguments& arguments) const {
    auto text = impl_->find_plural(language, std::string(context), std::string(one), n);
    if (!text) impl_->count_missing(language);
    Arguments with_count = arguments;
    with_count.emplace_back("n", std::to_string(n));
    return fill(text ? *text : (n == 1 ? one : many), with_count);
}

std::string Catalogue::country(std::string_view language, std::string_view alpha2) const {
    for (const auto& its : {language, std::string_view("en")}) {
        const auto& table = impl_->entry(its).countries;
        if (const auto found = table.find(alpha2); found != table.end()) return found->second;
    }
    return std::string(alpha2);
}

std::vector<std::pair<std::string, std::string>> Catalogue::countries(std::string_view language) const {
    return impl_->entry(language).sorted_countries;
}

std::uint64_t Catalogue::missing() const {
    return impl_->missing.load(std::memory_order_relaxed);
}

}  // namespace gatehouse::text
