#include "base/html/templates.hpp"

#include "base/html/marks.hpp"
#include "base/html/values_impl.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace gatehouse::html {
namespace {

namespace fs = std::filesystem;
using Sources = std::map<std::string, std::string, std::less<>>;  // file name → source

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file.string() + " cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

Sources read_folder(const fs::path& folder, std::initializer_list<std::string_view> extensions) {
    Sources sources;
    if (!fs::is_directory(folder)) return sources;
    for (const auto& file : fs::directory_iterator(folder)) {
        for (const auto extension : extensions) {
            if (file.path().extension() == extension) sources.emplace(file.path().filename().string(), read(file.path()));
        }
    }
    return sources;
}

Icons read_icons(const fs::path& folder) {
    Icons icons;
    for (auto& [name, svg] : read_folder(folder, {".svg"})) {
        while (svg.ends_with('\n')) svg.pop_back();
        icons.emplace(fs::path(name).stem().string(), std::move(svg));
    }
    return icons;
}

Format format_of(std::string_view name) {
    return name.ends_with(".html") ? Format::html : Format::text;
}

// Blank lines mean something in a mail and nothing in HTML.
ctemplate::Strip strip_of(std::string_view name) {
    return format_of(name) == Format::html ? ctemplate::STRIP_BLANK_LINES : ctemplate::DO_NOT_STRIP;
}

// Sections that were not shown leave empty lines behind in a mail: never more than one blank line in a row.
std::string without_blank_runs(std::string_view text) {
    std::string result;
    int newlines = 2;
    for (const char c : text) {
        newlines = c == '\n' ? newlines + 1 : 0;
        if (newlines < 3) result += c;
    }
    return result;
}

}  // namespace

struct Templates::Impl {
    const text::Catalogue& catalogue;
    std::map<std::string, std::unique_ptr<ctemplate::TemplateCache>, std::less<>> by_language;

    std::unique_ptr<ctemplate::TemplateCache> compile(const std::string& language, const Sources& sources, const Icons& icons) const;
    static std::string prepared(const std::string& name, std::string_view source, const Icons& icons, const Translate& translate);
};

// Every HTML file is opened in auto-escape, whatever its author forgot.
std::string Templates::Impl::prepared(const std::string& name, std::string_view source, const Icons& icons, const Translate& translate) {
    try {
        const auto format = format_of(name);
        const std::string escape = format == Format::html ? "{{%AUTOESCAPE context=\"HTML\"}}\n" : "";
        return escape + expand_marks(source, format, icons, translate);
    } catch (const std::runtime_error& problem) {
        throw std::runtime_error("template " + name + ": " + problem.what());
    }
}

std::unique_ptr<ctemplate::TemplateCache> Templates::Impl::compile(const std::string& language, const Sources& sources,
                                                                   const Icons& icons) const {
    auto cache = std::make_unique<ctemplate::TemplateCache>();
    for (const auto& [name, source] : sources) {
        const auto translate = [&](const std::string& msgid) { return catalogue.translate(language, name, msgid); };
        if (!cache->StringToTemplateCache(name, prepared(name, source, icons, translate), strip_of(name))) {
            throw std::runtime_error("template " + name + " does not parse in language " + language + " (the reason is on stderr)");
        }
    }
    cache->Freeze();
    return cache;
}

Templates::Templates(const std::string& directory, const text::Catalogue& catalogue) : impl_(new Impl{catalogue, {}}) {
    const auto sources = read_folder(directory, {".html", ".txt"});
    if (sources.empty()) throw std::runtime_error("no templates in " + directory + "; name the folder web/ in the configuration");
    const auto icons = read_icons(fs::path(directory).parent_path() / "images" / "icons");
    for (const auto& language : text::languages()) {
        impl_->by_language.emplace(language.code, impl_->compile(language.code, sources, icons));
    }
}

Templates::~Templates() = default;

std::string Templates::render(std::string_view template_name, std::string_view language, const Values& values) const {
    auto cache = impl_->by_language.find(language);
    if (cache == impl_->by_language.end()) cache = impl_->by_language.find("en");
    std::string output;
    const ctemplate::TemplateString name(template_name.data(), template_name.size());
    if (!cache->second->ExpandNoLoad(name, strip_of(template_name), values.impl_->dictionary, nullptr, &output)) {
        throw std::runtime_error("template " + std::string(template_name) + " or one it includes does not exist");
    }
    return format_of(template_name) == Format::html ? output : without_blank_runs(output);
}

const text::Catalogue& Templates::catalogue() const {
    return impl_->catalogue;
}

}  // namespace gatehouse::html
