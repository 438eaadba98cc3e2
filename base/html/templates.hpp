// HTML (and mail text) by ctemplate with auto-escape opened by every file. A template is written in English with
// marked sentences: [[Create an account]], [[Sent to {ADDRESS}|check-mail]]; for each language the file is compiled once with the
// translations in place ({ADDRESS} becomes the auto-escaped variable {{ADDRESS}}), so a render looks nothing up. The page's file name is
// the msgctxt. Allowed markup inside a marked sentence: <b> <strong> <em> <br> <code> and <a …> with ctemplate variables; a test holds
// translations to the same tags.
#pragma once

#include "base/text/catalogue.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gatehouse::html {

// The values of one template: variables, repeated sections and includes. Owned by the root.
class Values {
public:
    Values();
    ~Values();
    Values(Values&&) noexcept;
    Values& operator=(Values&&) noexcept;

    Values& set(std::string_view name, std::string_view value);  // {{NAME}}, always escaped for its context
    Values& set(std::string_view name, std::int64_t value);
    Values& show(std::string_view section);  // {{#NAME}}…{{/NAME}} once
    Values& show_if(bool condition, std::string_view section);
    Values& add(std::string_view section);                                     // one more row; fill the returned values
    Values& include(std::string_view marker, std::string_view template_name);  // {{>MARKER}} with that file

    struct Impl;
    std::unique_ptr<Impl> impl_;
};

class Templates {
public:
    // directory: web/templates. Throws std::runtime_error when a template does not parse (all are parsed at start).
    Templates(const std::string& directory, const text::Catalogue& catalogue);
    ~Templates();
    std::string render(std::string_view template_name, std::string_view language, const Values& values) const;
    const text::Catalogue& catalogue() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::html
