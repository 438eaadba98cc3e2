#include "base/http/static_files.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>

namespace gatehouse::http {

namespace {

struct Asset {
    std::string type;
    std::string etag;
    std::string body;
};

struct Assets {
    std::map<std::string, Asset, std::less<>> by_path;  // "css/own.css"
    std::string version;
};

// Only what a page may load is served; a stray file beside it (a source map, a note) is not.
std::string media_type(const std::filesystem::path& file) {
    static const std::map<std::string, std::string, std::less<>> types = {{".css", "text/css; charset=utf-8"},
                                                                          {".js", "text/javascript; charset=utf-8"},
                                                                          {".mjs", "text/javascript; charset=utf-8"},
                                                                          {".svg", "image/svg+xml"},
                                                                          {".png", "image/png"},
                                                                          {".jpg", "image/jpeg"},
                                                                          {".webp", "image/webp"},
                                                                          {".ico", "image/x-icon"},
                                                                          {".woff2", "font/woff2"}};
    const auto at = types.find(file.extension().string());
    return at == types.end() ? std::string{} : at->second;
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string version_of(const std::map<std::string, Asset, std::less<>>& assets) {
    std::string all;
    for (const auto& [path, asset] : assets) all += path + ' ' + asset.etag + '\n';
    return hex(crypto::sha256(all)).substr(0, 16);
}

Assets load(const std::string& directory) {
    if (!std::filesystem::is_directory(directory)) throw std::runtime_error(directory + ": the folder of page files is missing");
    Assets assets;
    for (const char* part : {"css", "script", "fonts", "images"}) {
        const auto folder = std::filesystem::path(directory) / part;
        if (!std::filesystem::is_directory(folder)) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string type = entry.is_regular_file() ? media_type(entry.path()) : "";
            if (type.empty()) continue;
            std::string body = read(entry.path());
            std::string etag = '"' + base64url(crypto::sha256(body)).substr(0, 22) + '"';
            assets.by_path.emplace(std::filesystem::relative(entry.path(), directory).generic_string(),
                                   Asset{type, std::move(etag), std::move(body)});
        }
    }
    assets.version = version_of(assets.by_path);
    return assets;
}

bool already_has(const Request& request, std::string_view etag) {
    const auto known = request.headers.get("If-None-Match");
    return known && (known->find(etag) != std::string_view::npos || *known == "*");
}

Result<Response> serve(const Assets& assets, const Request& request) {
    std::string_view path = request.path_parameters.at("path");
    const bool pinned = path.starts_with(assets.version + "/");
    if (pinned) path.remove_prefix(assets.version.size() + 1);
    const auto at = assets.by_path.find(path);
    if (at == assets.by_path.end()) return fail(ErrorCode::not_found, "There is no such page. Please check the address.");
    const Asset& asset = at->second;
    Response response;
    response.headers.add("ETag", asset.etag);
    response.headers.add("Cache-Control", pinned ? "public, max-age=31536000, immutable" : "no-cache");
    if (already_has(request, asset.etag)) {
        response.status = 304;
        return response;
    }
    response.headers.add("Content-Type", asset.type);
    response.body = asset.body;
    return response;
}

}  // namespace

std::string static_version(const std::string& directory) {
    return load(directory).version;
}

void add_static_files(Router& router, const std::string& directory) {
    const auto assets = std::make_shared<const Assets>(load(directory));
    const RouteOptions options{
        .rendering = Rendering::page, .work = Work::inline_, .caller = Caller::anyone, .max_body = 0, .rate = {6000, Seconds{60}}};
    router.add(Method::get, "/static/{path...}", options, [assets](const Request& request) { return serve(*assets, request); });
}

}  // namespace gatehouse::http
