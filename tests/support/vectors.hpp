// Finds test vectors made by others: the folder named by GATEHOUSE_VECTORS, else ../shared/vectors beside the source
// tree. They are not part of the repository, so a test that needs them says so and skips where they are absent.
#pragma once

#include <boost/json/value.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::test {

// The path of a file or folder among the vectors, e.g. "wycheproof/json_web_key_test.json". Absent: prints why, nullopt.
std::optional<std::filesystem::path> vectors(std::string_view name);

std::string read_bytes(const std::filesystem::path& file);
// For the vectors' own envelope only: no limit on size. Throws where it is no JSON.
boost::json::value read_json(const std::filesystem::path& file);

}  // namespace gatehouse::test
