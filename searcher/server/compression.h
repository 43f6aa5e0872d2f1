#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::server {

/// Compresses an answer that comes in pieces, in gzip's format. For one thread. Throws
/// std::bad_alloc.
class GzipStream {
 public:
  GzipStream();
  ~GzipStream();
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  /// Takes the next piece. Returns what can be sent, which may be nothing before the last.
  std::string Add(std::string_view piece, bool is_last);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a header Accept-Encoding takes gzip (RFC 9110, 12.5.3): "gzip", "br;q=1, *;q=.1".
bool AcceptsGzip(std::string_view accept_encoding);

}  // namespace dssearch::server
