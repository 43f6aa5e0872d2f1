#include "indexer/formats/decompressor.h"

#include <bzlib.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <new>

namespace dssearch::indexer {
namespace {

constexpr std::size_t kChunkBytes = 65'536;

// Makes room for a chunk behind what is in `out`.
char* Grow(std::string& out) {
  out.resize(out.size() + kChunkBytes);
  return out.data() + out.size() - kChunkBytes;
}

// zlib and bzip2 want bytes to read that are not const, and write none of them.
template <typename Byte>
Byte* Bytes(std::string_view packed) {
  return reinterpret_cast<Byte*>(const_cast<char*>(packed.data()));
}

class Gzip : public Decompressor {
 public:
  Gzip() {
    constexpr int kGzipHeader = 16;
    if (inflateInit2(&stream_, kGzipHeader + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  bool Unpack(std::string_view& packed, std::string& out) override {
    if (at_stream_end_ && inflateReset(&stream_) != Z_OK) return false;
    stream_.next_in = Bytes<Bytef>(packed);
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(Grow(out));
    stream_.avail_out = kChunkBytes;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    out.resize(out.size() - stream_.avail_out);
    packed.remove_prefix(packed.size() - stream_.avail_in);
    at_stream_end_ = result == Z_STREAM_END;
    return at_stream_end_ || result == Z_OK || result == Z_BUF_ERROR;
  }
  bool at_stream_end() const override { return at_stream_end_; }
  const char* name() const override { return "gzip"; }

 private:
  z_stream stream_{};
  bool at_stream_end_ = false;
};

class Bzip2 : public Decompressor {
 public:
  Bzip2() { Begin(); }
  ~Bzip2() override { BZ2_bzDecompressEnd(&stream_); }
  Bzip2(const Bzip2&) = delete;
  Bzip2& operator=(const Bzip2&) = delete;

  bool Unpack(std::string_view& packed, std::string& out) override {
    if (at_stream_end_) {
      BZ2_bzDecompressEnd(&stream_);
      Begin();
    }
    stream_.next_in = Bytes<char>(packed);
    stream_.avail_in = static_cast<unsigned>(packed.size());
    stream_.next_out = Grow(out);
    stream_.avail_out = kChunkBytes;
    const int result = BZ2_bzDecompress(&stream_);
    out.resize(out.size() - stream_.avail_out);
    packed.remove_prefix(packed.size() - stream_.avail_in);
    at_stream_end_ = result == BZ_STREAM_END;
    return at_stream_end_ || result == BZ_OK;
  }
  bool at_stream_end() const override { return at_stream_end_; }
  const char* name() const override { return "bzip2"; }

 private:
  void Begin() {
    stream_ = {};
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::bad_alloc();
    at_stream_end_ = false;
  }

  bz_stream stream_{};
  bool at_stream_end_ = false;
};

class Zstd : public Decompressor {
 public:
  Zstd() : stream_(ZSTD_createDStream(), ZSTD_freeDStream) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }

  bool Unpack(std::string_view& packed, std::string& out) override {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer room{Grow(out), kChunkBytes, 0};
    const std::size_t result = ZSTD_decompressStream(stream_.get(), &room, &in);
    out.resize(out.size() - (kChunkBytes - room.pos));
    packed.remove_prefix(in.pos);
    at_stream_end_ = result == 0;
    return ZSTD_isError(result) == 0;
  }
  bool at_stream_end() const override { return at_stream_end_; }
  const char* name() const override { return "zstd"; }

 private:
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  bool at_stream_end_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> DecompressorFor(std::string_view head) {
  if (head.starts_with("\x1F\x8B")) return std::make_unique<Gzip>();
  if (head.starts_with("BZh")) return std::make_unique<Bzip2>();
  if (head.starts_with("\x28\xB5\x2F\xFD")) return std::make_unique<Zstd>();
  return nullptr;
}

bool IsCompressedExtension(std::string_view extension) {
  constexpr std::array<std::string_view, 3> kExtensions = {".gz", ".bz2", ".zst"};
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

}  // namespace dssearch::indexer
