// The Merkle tree of RFC 6962 section 2.1: leaf hash SHA-256(0x00 ‖ leaf), node hash SHA-256(0x01 ‖ left ‖ right). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::audit {

std::string leaf_hash(std::string_view leaf);  // 32 raw bytes, as every hash here
std::string node_hash(std::string_view left, std::string_view right);

struct Node {
    std::int64_t level = 0;  // 0: leaves
    std::int64_t place = 0;  // counted from 0 within the level
    std::string hash;
};

// The complete subtrees of a growing tree, largest first: all that is needed to append and to know the root.
class Frontier {
public:
    Frontier() = default;
    // complete: hashes of the complete subtrees of a tree of this size, largest first.
    Frontier(std::int64_t size, std::vector<std::string> complete) : size_(size), complete_(std::move(complete)) {}

    // Which nodes a tree of this size is made of (hash empty), largest first.
    static std::vector<Node> needed(std::int64_t size);

    std::vector<Node> append(std::string hash);  // every node that became complete, the leaf first
    std::string root() const;                    // SHA-256("") of an empty tree
    std::int64_t size() const { return size_; }

private:
    std::int64_t size_ = 0;
    std::vector<std::string> complete_;
};

}  // namespace gatehouse::audit
