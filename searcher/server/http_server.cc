#include "searcher/server/http_server.h"

#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstring>
#include <exception>
#include <limits>
#include <list>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "searcher/server/connection.h"
#include "searcher/server/memory_reserve.h"
#include "searcher/server/work_queue.h"

namespace dssearch::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr int kBacklog = 512;
// So much of an answer waits in the system until the client takes it. Left alone, Linux keeps up to
// 4 MB for each client that reads slowly, of an export that is made for it.
constexpr int kUnsentBytes = 1 << 17;
// Where no more descriptors can be had, nor be taken from a connection that waits, the next
// connection is tried so late,
constexpr std::chrono::milliseconds kPauseAfterError{100};
// and where there is no more memory.
constexpr std::chrono::milliseconds kPauseWithoutMemory{5};

// How many files are left for an index and all else.
constexpr rlim_t kOtherFiles = 256;

using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

// A client of IPv4 may come by a socket of IPv6.
std::string Normal(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

// The address of the client of a connection; empty for a Unix socket.
std::string AddressOf(const Connection::Socket& socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error ||
      (endpoint.protocol().family() != AF_INET && endpoint.protocol().family() != AF_INET6))
    return {};
  tcp::endpoint address;
  address.resize(endpoint.size());
  std::memcpy(address.data(), endpoint.data(), endpoint.size());
  return Normal(address.address());
}

// The addresses of proxies as AddressOf() has them. Throws Error kInvalidRequest.
HttpServer::Settings WithAddresses(HttpServer::Settings settings) {
  for (std::string& proxy : settings.proxies) {
    error_code error;
    const asio::ip::address address = asio::ip::make_address(proxy, error);
    if (error)
      throw Error(ErrorCode::kInvalidRequest, "'" + proxy + "' is no address of a proxy",
                  "--proxy 127.0.0.1 or --proxy ::1, without a port");
    proxy = Normal(address);
  }
  return settings;
}

// How many files connections may be; half of them at least.
std::size_t FilesForConnections() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
    return std::numeric_limits<std::size_t>::max();
  return files.rlim_cur - std::min(kOtherFiles, files.rlim_cur / 2);
}

[[noreturn]] void FailToListen(const std::string& at, const error_code& error,
                               const std::string& hint) {
  throw Error(ErrorCode::kIo, "cannot listen on " + at + ": " + error.message(), hint);
}

std::string HintFor(const error_code& error) {
  if (error == asio::error::address_in_use)
    return "another program may have the port: name another one with --port";
  if (error == asio::error::access_denied)
    return "ports below 1024 need a permission: name another one with --port";
  return "this machine has no such address: name one of its own with --host";
}

}  // namespace

struct HttpServer::Impl {
  Impl(const Settings& with, Callbacks does, WorkQueue& work)
      : settings(WithAddresses(with)),
        callbacks(std::move(does)),
        most_connections(std::min(settings.limits.connections, FilesForConnections())),
        connections{.settings = settings,
                    .callbacks = callbacks,
                    .work = work,
                    .without_memory = ResponseWithoutMemory()} {}
  ~Impl() {
    struct stat info {};
    // Another server may listen there by now.
    if (inode && ::lstat(settings.socket.c_str(), &info) == 0 && info.st_ino == *inode)
      ::unlink(settings.socket.c_str());
  }

  void Listen();
  void ListenAtPath();
  asio::awaitable<void> Accept();
  bool HasRoom(const std::string& remote);
  asio::awaitable<void> Serve(Connection::Socket socket, std::string remote);

  const Settings settings;
  const Callbacks callbacks;
  asio::io_context context{1};
  Acceptor acceptor{context};
  std::optional<ino_t> inode = {};  ///< Of the Unix socket.
  int port = 0;
  const std::size_t most_connections;
  ConnectionSet connections;
};

void HttpServer::Impl::Listen() {
  const std::string at = Authority(settings.host, settings.port);
  error_code error;
  tcp::resolver resolver(context);
  const auto found =
      resolver.resolve(settings.host, std::to_string(settings.port), tcp::resolver::passive, error);
  if (error) FailToListen(at, error, HintFor(error));
  for (const auto& entry : found) {
    error_code ignored;
    acceptor.close(ignored);
    const tcp::endpoint endpoint = entry.endpoint();
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(kBacklog, error);
    if (error) continue;
    tcp::endpoint bound;
    std::memcpy(bound.data(), acceptor.local_endpoint().data(), acceptor.local_endpoint().size());
    port = bound.port();
    return;
  }
  FailToListen(at, error, HintFor(error));
}

// A socket that a server left which did not end is in the way, and nobody listens there.
void HttpServer::Impl::ListenAtPath() {
  const std::string at = "unix:" + settings.socket;
  error_code error;
  struct stat info {};
  if (settings.socket.size() >= sizeof(sockaddr_un::sun_path))
    FailToListen(at, asio::error::name_too_long, "name a path of at most 107 bytes");
  if (::lstat(settings.socket.c_str(), &info) == 0 && !S_ISSOCK(info.st_mode))
    FailToListen(at, asio::error::address_in_use, "there is a file: name another path");
  const asio::local::stream_protocol::endpoint endpoint(settings.socket);
  asio::local::stream_protocol::socket probe(context);
  probe.connect(endpoint, error);
  if (!error)
    FailToListen(at, asio::error::address_in_use,
                 "another server listens there: name another path");
  if (error == asio::error::connection_refused) ::unlink(settings.socket.c_str());
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(kBacklog, error);
  if (error) FailToListen(at, error, "the folder must be there, and may be written to");
  if (::lstat(settings.socket.c_str(), &info) == 0) inode = info.st_ino;
}

asio::awaitable<void> HttpServer::Impl::Accept() {
  while (acceptor.is_open()) {
    try {
      auto [error, socket] = co_await acceptor.async_accept(kTuple);
      if (!error) {
        std::string remote = AddressOf(socket);
        if (!MemoryReserve::OfThread()->IsFull()) throw std::bad_alloc();
        if (HasRoom(remote))
          asio::co_spawn(context, Serve(std::move(socket), std::move(remote)), asio::detached);
      } else if (error == asio::error::no_descriptors && !connections.waiting.empty()) {
        connections.waiting.front()->Close();
      } else if (error != asio::error::operation_aborted) {
        asio::steady_timer pause(context, kPauseAfterError);
        co_await pause.async_wait(kTuple);
      }
    } catch (const std::bad_alloc&) {
      // There is no memory for this connection; the others go on.
      if (!connections.waiting.empty()) connections.waiting.front()->Close();
      std::this_thread::sleep_for(kPauseWithoutMemory);
    }
  }
}

// Makes room for one more connection of an address; false where there is none, since all are
// answered at the moment. A proxy and this machine ask for many.
bool HttpServer::Impl::HasRoom(const std::string& remote) {
  auto& waiting = connections.waiting;
  auto oldest = waiting.begin();
  if (connections.open.size() < most_connections) {
    const auto known = connections.of_address.find(remote);
    if (known == connections.of_address.end() ||
        known->second < settings.limits.connections_of_address || settings.IsProxy(remote))
      return true;
    oldest = std::find_if(oldest, waiting.end(), [&remote](const Connection* connection) {
      return connection->remote() == remote;
    });
  }
  if (oldest == waiting.end()) return false;
  (*oldest)->Close();
  return true;
}

asio::awaitable<void> HttpServer::Impl::Serve(Connection::Socket socket, std::string remote) {
  try {
    error_code ignored;
    if (!remote.empty()) {
      socket.set_option(tcp::no_delay(true), ignored);
      ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytes,
                   sizeof kUnsentBytes);
    }
    Connection connection(std::move(socket), std::move(remote), connections);
    co_await connection.Serve();
  } catch (const std::exception&) {
    // There was no memory for this connection; the others go on.
  }
}

HttpServer::HttpServer(const Settings& settings, Callbacks callbacks, WorkQueue& work)
    : impl_(std::make_unique<Impl>(settings, std::move(callbacks), work)) {
  if (settings.socket.empty()) {
    impl_->Listen();
  } else {
    impl_->ListenAtPath();
  }
}

HttpServer::~HttpServer() = default;

std::string Authority(const std::string& host, int port) {
  const bool ipv6 = host.find(':') != std::string::npos;
  return (ipv6 ? "[" + host + "]:" : host + ":") + std::to_string(port);
}

int HttpServer::port() const { return impl_->port; }

void HttpServer::Run() {
  const MemoryReserve reserve(MemoryReserve::Use::kAlways);
  asio::co_spawn(impl_->context, impl_->Accept(), asio::detached);
  impl_->context.run();
}

void HttpServer::Stop() {
  asio::post(impl_->context, [impl = impl_.get()] {
    impl->connections.stopping = true;
    error_code ignored;
    impl->acceptor.close(ignored);
    const std::list<Connection*> waiting = impl->connections.waiting;
    for (Connection* const connection : waiting)
      if (connection->IsIdle()) connection->Close();
  });
}

}  // namespace dssearch::server
