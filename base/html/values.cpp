#include "base/html/values_impl.hpp"

namespace gatehouse::html {

using ctemplate::TemplateString;

namespace {

TemplateString text(std::string_view value) {
    return {value.data(), value.size()};
}

}  // namespace

Values::Values() : impl_(std::make_unique<Impl>()) {
    impl_->owned = std::make_unique<ctemplate::TemplateDictionary>("page", ctemplate::TemplateDictionary::NO_ARENA);
    impl_->dictionary = impl_->owned.get();
}
Values::~Values() = default;
Values::Values(Values&&) noexcept = default;
Values& Values::operator=(Values&&) noexcept = default;

Values& Values::set(std::string_view name, std::string_view value) {
    impl_->dictionary->SetValue(text(name), text(value));
    return *this;
}

Values& Values::set(std::string_view name, std::int64_t value) {
    return set(name, std::to_string(value));
}

Values& Values::show(std::string_view section) {
    impl_->dictionary->ShowSection(text(section));
    return *this;
}

Values& Values::show_if(bool condition, std::string_view section) {
    return condition ? show(section) : *this;
}

Values& Values::add(std::string_view section) {
    return impl_->adopt(impl_->dictionary->AddSectionDictionary(text(section)));
}

Values& Values::include(std::string_view marker, std::string_view template_name) {
    auto* included = impl_->dictionary->AddIncludeDictionary(text(marker));
    included->SetFilename(text(template_name));
    return impl_->adopt(included);
}

Values& Values::Impl::adopt(ctemplate::TemplateDictionary* child) {
    auto& values = children.emplace_back();
    values.impl_->owned.reset();
    values.impl_->dictionary = child;
    return values;
}

}  // namespace gatehouse::html
