// One marked sentence of a template: [[Sent to <b>{ADDRESS}</b>|note for translators]].
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::html {

enum class Format { html, text };

// The msgid inside the marks: the note is cut off, runs of white space become one space.
std::string msgid_of(std::string_view marked);

// Its tags and placeholders ("<b>", "</b>", "{ADDRESS}"), sorted: a translation must have exactly the same.
std::vector<std::string> shape_of(std::string_view sentence);

// As template text: {ADDRESS} becomes {{ADDRESS}}; for html everything but the allowed tags is escaped, so that a sentence may stand in
// an attribute and a translation can bring no markup of its own.
std::string to_template(std::string_view sentence, Format format);

}  // namespace gatehouse::html
