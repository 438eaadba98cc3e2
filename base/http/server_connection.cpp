#include "base/http/server_connection.hpp"

#include "base/http/ascii.hpp"
#include "base/http/error_rendering.hpp"
#include "base/http/server_tls.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <array>
#include <optional>
#include <type_traits>
#include <vector>

namespace gatehouse::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

void Registry::add(const std::shared_ptr<AnyConnection>& connection) {
    std::lock_guard hold(mutex_);
    all_.emplace(connection.get(), connection);
    ++open_;
}

void Registry::remove(const AnyConnection* connection) {
    std::lock_guard hold(mutex_);
    open_ -= all_.erase(connection);
}

// The references are let go outside the lock: the last one runs the connection's destructor, which comes back here.
void Registry::end_all_when_idle() {
    std::vector<std::shared_ptr<AnyConnection>> open;
    {
        std::lock_guard hold(mutex_);
        for (const auto& [address, weak] : all_) {
            if (auto connection = weak.lock()) open.push_back(std::move(connection));
        }
    }
    for (const auto& connection : open) connection->end_when_idle();
}

namespace {

constexpr Seconds handshake_limit{10};
constexpr Seconds farewell_limit{2};
constexpr std::size_t farewell_bytes = 256 * 1024;

using Plain = beast::tcp_stream;
using Tls = beast::ssl_stream<beast::tcp_stream>;
using Parser = beast::http::request_parser<beast::http::string_body>;

template <class Stream>
class Connection final : public AnyConnection, public std::enable_shared_from_this<Connection<Stream>> {
public:
    template <class... Arguments>
    Connection(Edge& edge, Door door, Arguments&&... arguments)
        : stream_(std::forward<Arguments>(arguments)...), edge_(edge), door_(std::move(door)) {}
    ~Connection() override { edge_.registry.remove(this); }

    void begin();
    void end_when_idle() override;

private:
    static constexpr bool is_tls = std::is_same_v<Stream, Tls>;
    enum class Phase { waiting, busy };

    auto& socket_stream() { return beast::get_lowest_layer(stream_); }
    // A handler bound to this object's life.
    template <class Member>
    auto then(Member member) {
        return [self = this->shared_from_this(), member](error_code error, std::size_t count = 0) { (self.get()->*member)(error, count); };
    }

    void shake_hands();
    void on_handshake(error_code error, std::size_t);
    void wait_for_request();
    void on_first_bytes(error_code error, std::size_t count);
    void read_head_bytes();
    void on_head(error_code error, std::size_t);
    void read_body();
    void on_body(error_code error, std::size_t);
    std::optional<Error> body_refusal() const;
    void dispatch();
    void dispatch_on(WorkerPool& pool);
    void answer(const Response& response);
    void refuse(const Refusal& refusal);
    void refuse_parse(error_code error);
    void write(std::string bytes);
    void on_written(error_code error, std::size_t);
    void say_farewell();
    void drain();
    void on_drained(error_code error, std::size_t count);
    void close();

    Stream stream_;
    Edge& edge_;
    Door door_;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Request request_;
    const RouteOptions* options_ = nullptr;
    std::string out_;
    std::array<char, 4096> scrap_{};
    std::size_t drained_ = 0;
    Phase phase_ = Phase::waiting;
    bool keep_alive_ = true;
    bool unread_ = false;  // bytes of a refused request are still on their way
};

template <class Stream>
void Connection<Stream>::begin() {
    edge_.registry.add(this->shared_from_this());
    error_code ignored;
    socket_stream().socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->shake_hands(); });
}

template <class Stream>
void Connection<Stream>::shake_hands() {
    if constexpr (is_tls) {
        socket_stream().expires_after(handshake_limit);
        stream_.async_handshake(asio::ssl::stream_base::server, then(&Connection::on_handshake));
    } else {
        wait_for_request();
    }
}

template <class Stream>
void Connection<Stream>::on_handshake(error_code error, std::size_t) {
    if (error) return;
    if constexpr (is_tls) {
        if (SSL_get_verify_mode(stream_.native_handle()) != SSL_VERIFY_NONE) {
            door_.client_certificate = client_certificate_of(stream_.native_handle());
        }
    }
    wait_for_request();
}

template <class Stream>
void Connection<Stream>::wait_for_request() {
    if (edge_.stopping) return say_farewell();
    phase_ = Phase::waiting;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(edge_.limits.header_bytes));
    parser_->body_limit(boost::none);
    if (buffer_.size() > 0) return read_head_bytes();  // pipelined
    buffer_.shrink_to_fit();
    socket_stream().expires_after(edge_.limits.idle);
    stream_.async_read_some(buffer_.prepare(4096), then(&Connection::on_first_bytes));
}

template <class Stream>
void Connection<Stream>::on_first_bytes(error_code error, std::size_t count) {
    if (error) return close();
    buffer_.commit(count);
    read_head_bytes();
}

// One deadline from the first byte to the last of the body: dripping bytes does not move it.
template <class Stream>
void Connection<Stream>::read_head_bytes() {
    phase_ = Phase::busy;
    socket_stream().expires_after(edge_.limits.whole_request);
    beast::http::async_read_header(stream_, buffer_, *parser_, then(&Connection::on_head));
}

template <class Stream>
void Connection<Stream>::on_head(error_code error, std::size_t) {
    if (error) return refuse_parse(error);
    keep_alive_ = parser_->keep_alive();
    auto request = read_head(parser_->get().base(), door_);
    if (!request) return refuse(request.error());
    request_ = std::move(*request);
    request_.id = edge_.random.token(16);
    options_ = edge_.router.options(request_.method, request_.path);
    if (const auto refusal = body_refusal()) {
        unread_ = true;
        return answer(edge_.router.refuse(request_, *refusal));
    }
    read_body();
}

template <class Stream>
std::optional<Error> Connection<Stream>::body_refusal() const {
    const std::size_t most = options_ == nullptr ? RouteOptions{}.max_body : options_->max_body;
    if (parser_->content_length().value_or(0) > most) return Error{ErrorCode::too_large, "What was sent is too large.", {}, {}, {}};
    return std::nullopt;
}

template <class Stream>
void Connection<Stream>::read_body() {
    parser_->body_limit(options_ == nullptr ? RouteOptions{}.max_body : options_->max_body);
    if (parser_->is_done()) return on_body({}, 0);
    const auto expect = request_.headers.get("Expect");
    if (!expect || !same_word(*expect, "100-continue") || buffer_.size() > 0) {
        return beast::http::async_read(stream_, buffer_, *parser_, then(&Connection::on_body));
    }
    out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(out_), [self = this->shared_from_this()](error_code error, std::size_t) {
        if (error) return self->close();
        beast::http::async_read(self->stream_, self->buffer_, *self->parser_, self->then(&Connection::on_body));
    });
}

template <class Stream>
void Connection<Stream>::on_body(error_code error, std::size_t) {
    if (error == beast::http::error::body_limit) {
        unread_ = true;
        return answer(edge_.router.refuse(request_, {ErrorCode::too_large, "What was sent is too large.", {}, {}, {}}));
    }
    if (error) return refuse_parse(error);
    request_.body = std::move(parser_->get().body());
    socket_stream().expires_never();
    dispatch();
}

template <class Stream>
void Connection<Stream>::dispatch() {
    const Work work = options_ == nullptr ? Work::inline_ : options_->work;
    switch (work) {
        case Work::inline_: {
            // The method outlives the move: HEAD is answered without a body.
            Request request = request_;
            return answer(edge_.router.dispatch(std::move(request)));
        }
        case Work::work:
            return dispatch_on(edge_.work);
        case Work::hash:
            return dispatch_on(edge_.hash);
    }
}

template <class Stream>
void Connection<Stream>::dispatch_on(WorkerPool& pool) {
    WorkerPool::Job job = [self = this->shared_from_this(), request = request_]() mutable {
        Response response = self->edge_.router.dispatch(std::move(request));
        asio::post(self->stream_.get_executor(), [self, response = std::move(response)] { self->answer(response); });
    };
    if (pool.try_post(job)) return;
    answer(edge_.router.refuse(
        request_, {ErrorCode::unavailable, "Very many people are here at the moment. Please try again shortly.", {}, {}, Seconds{2}}));
}

template <class Stream>
void Connection<Stream>::answer(const Response& response) {
    if (unread_ || edge_.stopping) keep_alive_ = false;
    write(serialise(response, request_.method, keep_alive_ ? "keep-alive" : "close"));
}

template <class Stream>
void Connection<Stream>::refuse(const Refusal& refusal) {
    edge_.log.info("refused", {{"peer", door_.peer}, {"status", std::int64_t{refusal.status}}, {"why", refusal.message}});
    Response response = Response::text(refusal.message + "\n", refusal.status);
    add_security_headers(response, "localhost");
    keep_alive_ = false;
    unread_ = true;
    write(serialise(response, Method::get, "close"));
}

template <class Stream>
void Connection<Stream>::refuse_parse(error_code error) {
    if (error == beast::http::error::header_limit) return refuse({431, "The headers are too large."});
    const bool silent = error == beast::http::error::end_of_stream || error == beast::http::error::partial_message ||
                        error.category() != beast::http::make_error_code(beast::http::error::bad_method).category();
    if (silent) return close();  // gone, or cut by the deadline
    refuse({400, "This is not a correct HTTP request."});
}

template <class Stream>
void Connection<Stream>::write(std::string bytes) {
    out_ = std::move(bytes);
    socket_stream().expires_after(edge_.limits.whole_request);
    asio::async_write(stream_, asio::buffer(out_), then(&Connection::on_written));
}

template <class Stream>
void Connection<Stream>::on_written(error_code error, std::size_t) {
    out_ = {};
    request_ = {};
    if (error) return close();
    if (keep_alive_) return wait_for_request();
    say_farewell();
}

// Closing while the peer still sends would reset the connection and take the answer with it (RFC 9112 section 9.6).
template <class Stream>
void Connection<Stream>::say_farewell() {
    phase_ = Phase::busy;
    socket_stream().expires_after(farewell_limit);
    if constexpr (is_tls) {
        if (unread_) return drain();
        stream_.async_shutdown([self = this->shared_from_this()](error_code) { self->close(); });
    } else {
        error_code ignored;
        stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        drain();
    }
}

template <class Stream>
void Connection<Stream>::drain() {
    stream_.async_read_some(asio::buffer(scrap_), then(&Connection::on_drained));
}

template <class Stream>
void Connection<Stream>::on_drained(error_code error, std::size_t count) {
    drained_ += count;
    if (error || drained_ > farewell_bytes) return close();
    drain();
}

template <class Stream>
void Connection<Stream>::close() {
    error_code ignored;
    socket_stream().socket().close(ignored);
}

template <class Stream>
void Connection<Stream>::end_when_idle() {
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
        if (self->phase_ == Phase::waiting) self->close();
    });
}

}  // namespace

void serve_connection(asio::ip::tcp::socket socket, Edge& edge, Door door, asio::ssl::context* tls) {
    if (tls != nullptr) {
        std::make_shared<Connection<Tls>>(edge, std::move(door), beast::tcp_stream(std::move(socket)), *tls)->begin();
    } else {
        std::make_shared<Connection<Plain>>(edge, std::move(door), std::move(socket))->begin();
    }
}

}  // namespace gatehouse::http
