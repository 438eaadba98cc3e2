// A child that is killed with SIGKILL while it works. Call before the test has threads that hold locks.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace gatehouse::tests {

// Forks; work(pipe) writes an 8-byte number to the pipe for each thing it acknowledges. After `enough` of them the child is killed.
// Returns all that were acknowledged, also those already in the pipe.
std::vector<std::int64_t> kill_after(std::size_t enough, const std::function<void(int pipe)>& work);

}  // namespace gatehouse::tests
