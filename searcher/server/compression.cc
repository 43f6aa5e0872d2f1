#define ZLIB_CONST
#include "searcher/server/compression.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <new>

namespace dssearch::server {

struct GzipStream::Impl {
  z_stream stream{};
};

GzipStream::GzipStream() : impl_(std::make_unique<Impl>()) {
  constexpr int kWindow = 15 + 16;  // 32 KiB, and 16 asks for gzip's header.
  constexpr int kMemory = 8;        // zlib's default.
  if (deflateInit2(&impl_->stream, Z_BEST_SPEED + 3, Z_DEFLATED, kWindow, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
}

GzipStream::~GzipStream() { deflateEnd(&impl_->stream); }

std::string GzipStream::Add(std::string_view piece, bool is_last) {
  z_stream& stream = impl_->stream;
  stream.next_in = reinterpret_cast<const Bytef*>(piece.data());
  stream.avail_in = static_cast<uInt>(piece.size());
  std::string out;
  std::array<char, 1 << 15> buffer;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    deflate(&stream, is_last ? Z_FINISH : Z_NO_FLUSH);
    out.append(buffer.data(), buffer.size() - stream.avail_out);
  } while (stream.avail_out == 0);
  return out;
}

bool AcceptsGzip(std::string_view accept_encoding) {
  namespace beast = boost::beast;
  bool accepts_any = false;
  for (const auto& [coding, parameters] :
       beast::http::ext_list({accept_encoding.data(), accept_encoding.size()})) {
    const bool accepted =
        std::none_of(parameters.begin(), parameters.end(), [](const auto& parameter) {
          return beast::iequals(parameter.first, "q") &&
                 parameter.second.find_first_of("123456789") == std::string_view::npos;
        });
    if (beast::iequals(coding, "gzip") || beast::iequals(coding, "x-gzip")) return accepted;
    if (coding == "*") accepts_any = accepted;
  }
  return accepts_any;
}

}  // namespace dssearch::server
