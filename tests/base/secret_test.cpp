#include "base/secret.hpp"

#include "base/log.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <concepts>
#include <ostream>

using namespace gatehouse;

namespace {

template <class T>
concept Streams = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept Compares = requires(const T& a, const T& b) { a == b; };

// What must not compile, does not (invariant 13).
static_assert(Streams<std::string> && !Streams<Secret>);
static_assert(Compares<std::string> && !Compares<Secret>);
static_assert(!std::convertible_to<Secret, std::string> && !std::convertible_to<Secret, std::string_view>);
static_assert(!fmt::is_formattable<Secret>::value);
static_assert(std::constructible_from<LogField, std::string_view, std::string> &&
              !std::constructible_from<LogField, std::string_view, Secret>);
static_assert(!std::convertible_to<std::string, Secret>);

}  // namespace

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(a_secret_that_was_moved_from_is_empty_and_wiped) {
    Secret first{"a"};
    const char* where = first.reveal().data();
    const Secret second = std::move(first);
    BOOST_TEST(second.reveal() == "a");
    BOOST_TEST(first.empty());
    BOOST_TEST(*where == '\0');
}

BOOST_AUTO_TEST_CASE(a_copy_keeps_its_own_value) {
    Secret first{std::string(100, 'x')};
    const Secret second = first;
    first = Secret{"other"};
    BOOST_TEST(second.reveal() == std::string(100, 'x'));
    BOOST_TEST(first.reveal() == "other");
}

BOOST_AUTO_TEST_SUITE_END()
