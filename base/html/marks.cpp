#include "base/html/marks.hpp"

#include <stdexcept>

namespace gatehouse::html {
namespace {

constexpr std::string_view icon_mark = "<icon ";

// Cuts the mark at the start of source off (opening and closing included) and returns what stands inside.
std::string_view take_mark(std::string_view& source, std::string_view open, std::string_view close) {
    const auto end = source.find(close, open.size());
    if (end == std::string_view::npos) {
        throw std::runtime_error("the mark \"" + std::string(source.substr(0, 40)) + "…\" is not closed by \"" + std::string(close) + "\"");
    }
    const auto inside = source.substr(open.size(), end - open.size());
    source.remove_prefix(end + close.size());
    return inside;
}

std::string translated(std::string_view marked, Format format, const Translate& translate) {
    const auto msgid = msgid_of(marked);
    const auto text = translate(msgid);
    return to_template(shape_of(text) == shape_of(msgid) ? text : msgid, format);
}

const std::string& find_icon(const Icons& icons, std::string_view name) {
    const auto found = icons.find(name);
    if (found == icons.end()) throw std::runtime_error("there is no icon \"" + std::string(name) + "\" in web/images/icons");
    return found->second;
}

}  // namespace

std::string expand_marks(std::string_view source, Format format, const Icons& icons, const Translate& translate) {
    std::string result;
    result.reserve(source.size() * 2);
    while (!source.empty()) {
        if (source.starts_with("[[")) {
            result += translated(take_mark(source, "[[", "]]"), format, translate);
        } else if (source.starts_with(icon_mark)) {
            result += find_icon(icons, take_mark(source, icon_mark, ">"));
        } else {
            result += source.front();
            source.remove_prefix(1);
        }
    }
    return result;
}

}  // namespace gatehouse::html
