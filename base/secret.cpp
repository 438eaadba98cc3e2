#include "base/secret.hpp"

#include <string.h>  // explicit_bzero: a plain fill may be optimised away

#include <utility>

namespace gatehouse {

namespace {

// A short string keeps its letters inside the object even after a move, so the whole capacity is wiped.
void wipe(std::string& text) noexcept {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : value_(std::move(other.value_)) {
    wipe(other.value_);
}

Secret& Secret::operator=(Secret other) noexcept {
    value_.swap(other.value_);
    return *this;
}

Secret::~Secret() {
    wipe(value_);
}

}  // namespace gatehouse
