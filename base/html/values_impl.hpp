// Private to base/html: the ctemplate dictionary behind Values.
#pragma once

#include "base/html/templates.hpp"

#include <ctemplate/template.h>
#include <deque>

namespace gatehouse::html {

struct Values::Impl {
    std::unique_ptr<ctemplate::TemplateDictionary> owned;  // only in the root; it owns every child
    ctemplate::TemplateDictionary* dictionary = nullptr;
    std::deque<Values> children;  // a deque: add() hands out references that must stay

    Values& adopt(ctemplate::TemplateDictionary* child);
};

}  // namespace gatehouse::html
