#include "searcher/server/compression.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace dssearch::server {
namespace {

TEST(AcceptsGzip, ReadsTheHeaderByItsGrammar) {
  struct Row {
    const char* header;
    bool accepts;
  };
  const Row kRows[] = {
      {"", false},
      {"gzip", true},
      {"GZip", true},
      {"x-gzip", true},
      {"br, gzip", true},
      {"br,gzip;q=0.5, *;q=0", true},
      {"gzip;q=0", false},
      {"gzip; Q=0.000", false},
      {"gzip;q=0.001", true},
      {"gzip;q=0, *", false},
      {"*", true},
      {"*;q=0", false},
      {"br;q=1.0, *;q=0.1", true},
      {"identity", false},
      {"gzipped", false},
      {"not-gzip", false},
      {"deflate, gzip;q=1.0, *;q=0.5", true},
      {",,gzip,", true},
      {"\"gzip\"", false},
      {"gzip q=1", true},  // What follows a mistake is not read.
  };
  for (const Row& row : kRows) EXPECT_EQ(AcceptsGzip(row.header), row.accepts) << row.header;
}

std::string Unpacked(std::string packed) {
  std::string text(1 << 20, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

TEST(GzipStream, GivesBackAnyNumberOfPieces) {
  EXPECT_EQ(Unpacked(GzipStream().Add("", true)), "");
  GzipStream stream;
  std::string text;
  std::string packed;
  for (int i = 0; i < 300; ++i) {
    const std::string piece = std::string(static_cast<std::size_t>(i * 7 % 1000), 'a') + "强化学习";
    text += piece;
    packed += stream.Add(piece, false);
  }
  packed += stream.Add("", true);
  EXPECT_EQ(Unpacked(packed), text);
  EXPECT_LT(packed.size(), text.size() / 20);
}

}  // namespace
}  // namespace dssearch::server
