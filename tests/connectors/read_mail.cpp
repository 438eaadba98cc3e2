#include "tests/connectors/read_mail.hpp"

#include "base/encoding.hpp"

#include <algorithm>
#include <stdexcept>

namespace gatehouse::tests {
namespace {

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

void check_lines(const std::string& message) {
    std::size_t start = 0;
    while (start < message.size()) {
        const auto end = message.find('\n', start);
        if (end == std::string::npos || end == 0 || message[end - 1] != '\r') throw std::runtime_error("a line is not ended by CRLF");
        if (end - start > 999) throw std::runtime_error("a line is longer than 998 bytes");
        start = end + 1;
    }
}

std::string decode_words(std::string text) {
    std::size_t from = 0;
    while ((from = text.find("=?UTF-8?B?", from)) != std::string::npos) {
        const auto end = text.find("?=", from + 10);
        const auto word = from_base64(text.substr(from + 10, end - from - 10)).value();
        auto rest = text.substr(end + 2);
        if (rest.starts_with(" =?")) rest.erase(0, 1);  // blanks between encoded words do not count
        text = text.substr(0, from) + word + rest;
    }
    return text;
}

std::multimap<std::string, std::string> read_headers(const std::string& block) {
    std::multimap<std::string, std::string> headers;
    std::string unfolded = block;
    for (std::size_t at; (at = unfolded.find("\r\n ")) != std::string::npos;) unfolded.erase(at, 2);
    for (std::size_t start = 0; start < unfolded.size();) {
        auto end = unfolded.find("\r\n", start);
        if (end == std::string::npos) end = unfolded.size();
        const std::string line = unfolded.substr(start, end - start);
        const auto colon = line.find(": ");
        if (colon == std::string::npos) throw std::runtime_error("a header has no colon: " + line);
        headers.emplace(lower(line.substr(0, colon)), decode_words(line.substr(colon + 2)));
        start = end + 2;
    }
    return headers;
}

std::string decode_quoted(const std::string& body) {
    std::string out;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] != '=') {
            out += body[i];
        } else if (body.compare(i, 3, "=\r\n") == 0) {
            i += 2;
        } else {
            out += from_hex(lower(body.substr(i + 1, 2))).value();
            i += 2;
        }
    }
    std::erase(out, '\r');
    return out;
}

std::string decode(const std::string& encoding, std::string body) {
    if (encoding == "quoted-printable") return decode_quoted(body);
    if (encoding != "base64") throw std::runtime_error("unknown encoding " + encoding);
    std::erase_if(body, [](char c) { return c == '\r' || c == '\n'; });
    return from_base64(body).value();
}

void read_part(const std::string& part, ReadMail& mail);

void read_parts(const std::string& type, const std::string& body, ReadMail& mail) {
    const auto at = type.find("boundary=\"") + 10;
    const std::string boundary = "--" + type.substr(at, type.find('"', at) - at);
    std::size_t start = body.find(boundary + "\r\n");
    while (start != std::string::npos) {
        start += boundary.size() + 2;
        const auto end = body.find("\r\n" + boundary, start);
        if (end == std::string::npos) throw std::runtime_error("a part does not end");
        read_part(body.substr(start, end - start), mail);
        start = body.compare(end + 2 + boundary.size(), 2, "--") == 0 ? std::string::npos : end + 2;
    }
}

void read_body(const std::multimap<std::string, std::string>& headers, const std::string& body, ReadMail& mail) {
    const std::string type = headers.find("content-type")->second;
    if (type.starts_with("multipart/alternative")) return read_parts(type, body, mail);
    const std::string text = decode(headers.find("content-transfer-encoding")->second, body);
    (type.starts_with("text/html") ? mail.html : mail.text) = text;
}

void read_part(const std::string& part, ReadMail& mail) {
    const auto end = part.find("\r\n\r\n");
    read_body(read_headers(part.substr(0, end)), part.substr(end + 4), mail);
}

}  // namespace

std::string ReadMail::header(const std::string& name) const {
    if (headers.count(name) != 1) throw std::runtime_error("not exactly one header " + name);
    return headers.find(name)->second;
}

ReadMail read_mail(const std::string& message) {
    check_lines(message);
    ReadMail mail;
    const auto end = message.find("\r\n\r\n");
    mail.headers = read_headers(message.substr(0, end));
    read_body(mail.headers, message.substr(end + 4), mail);
    return mail;
}

}  // namespace gatehouse::tests
