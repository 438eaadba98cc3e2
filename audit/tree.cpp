#include "audit/tree.hpp"

#include "base/crypto/digest.hpp"

namespace gatehouse::audit {

std::string leaf_hash(std::string_view leaf) {
    std::string data(1, '\0');
    data += leaf;
    return crypto::sha256(data);
}

std::string node_hash(std::string_view left, std::string_view right) {
    std::string data(1, '\1');
    data += left;
    data += right;
    return crypto::sha256(data);
}

std::vector<Node> Frontier::needed(std::int64_t size) {
    std::vector<Node> nodes;
    std::int64_t covered = 0;
    for (std::int64_t level = 62; level >= 0; --level) {
        if ((size & (std::int64_t{1} << level)) == 0) continue;
        nodes.push_back({level, covered >> level, {}});
        covered += std::int64_t{1} << level;
    }
    return nodes;
}

std::vector<Node> Frontier::append(std::string hash) {
    std::vector<Node> completed{{0, size_, hash}};
    std::int64_t level = 0;
    for (std::int64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
        hash = node_hash(complete_.back(), hash);
        complete_.pop_back();
        ++level;
        completed.push_back({level, size_ >> level, hash});
    }
    complete_.push_back(std::move(hash));
    ++size_;
    return completed;
}

std::string Frontier::root() const {
    if (complete_.empty()) return crypto::sha256("");
    std::string hash = complete_.back();
    for (auto left = complete_.rbegin() + 1; left != complete_.rend(); ++left) hash = node_hash(*left, hash);
    return hash;
}

}  // namespace gatehouse::audit
