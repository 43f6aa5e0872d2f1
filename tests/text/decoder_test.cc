#include "searcher/text/decoder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dssearch::text {
namespace {

using namespace std::string_view_literals;

// Decodes bytes in blocks of `block` bytes.
std::string Decoded(std::string_view bytes, std::size_t block) {
  Decoder decoder;
  std::string out;
  for (; bytes.size() > block; bytes.remove_prefix(block))
    decoder.Decode(bytes.substr(0, block), false, out);
  decoder.Decode(bytes, false, out);
  decoder.Decode({}, true, out);
  return out;
}

struct Case {
  std::string_view bytes;
  std::string_view text;
};

void Check(std::string_view bytes, std::string_view text) {
  for (const std::size_t block : {1, 2, 3, 7, 100'000})
    EXPECT_EQ(Decoded(bytes, block), text) << "blocks of " << block;
}

TEST(Decoder, DetectsEncodings) {
  constexpr Case kCases[] = {
      {"", ""},
      {"a", "a"},
      {"强化学习", "强化学习"},
      {"\xEF\xBB\xBF强化", "强化"},
      {"\xEF\xBB\xBF", ""},
      // UTF-16 with and without a byte order mark, and a surrogate pair.
      {"\xFF\xFE\x3A\x5F\x16\x53"sv, "强化"},
      {"\xFE\xFF\x5F\x3A\x53\x16"sv, "强化"},
      {"\xFF\xFE\x3D\xD8\x00\xDE"sv, "😀"},
      {"a\0b\0\x3A\x5F"sv, "ab强"},
      {"\0a\0b\x5F\x3A"sv, "ab强"},
      // GB 2312 of a few characters between markup, two of which are valid UTF-8 by chance.
      {"a={\xCE\xBA\xD0\xA1}, b={\xD1\xA7\xBF\xAF}", "a={魏小}, b={学刊}"},
      {"title={\xC2\xFD\xCB\xD9\xBA\xD3\xC1\xF7}", "title={慢速河流}"},
      // GB18030: a word, a line, and a sentence with a four-byte character.
      {"\xC4\xE3\xBA\xC3", "你好"},
      {"title: \xC7\xBF\xBB\xAF\xD1\xA7\xCF\xB0\xA3\xAC\xCD\xC6\xC0\xED\n",
       "title: 强化学习，推理\n"},
      {"\xC4\xE3\xBA\xC3\xC4\xE3\xBA\xC3\xA3\xAC\xCE\xD2\xC3\xC7\xD1\xD0\xBE\xBF\xBC\xEC\xCB\xF7"
       "\xB5\xC4\xB7\xBD\xB7\xA8\x81\x39\xEE\x39\xA1\xA3",
       "你好你好，我们研究检索的方法㐀。"},
  };
  for (const auto& [bytes, text] : kCases) Check(bytes, text);
}

TEST(Decoder, PassesUnknownEncodingsThrough) {
  constexpr Case kCases[] = {
      {"Erd\xF5s", "Erd\xF5s"},
      // Latin-9 and Latin-2.
      {"title = {\xA6ome title}, author = {Ann Lee}",
       "title = {\xA6ome title}, author = {Ann Lee}"},
      {"title = {\xAFome title}, author = {Ann Lee}",
       "title = {\xAFome title}, author = {Ann Lee}"},
      {"\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0, \xFD\xF2\xEE \xF2\xE5\xEA\xF1\xF2",
       "\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0, \xFD\xF2\xEE \xF2\xE5\xEA\xF1\xF2"},
      {"强化学习 \xC4\xE3 推理", "强化学习 \xC4\xE3 推理"},
      {"\xC4\xE3 强化学习", "\xC4\xE3 强化学习"},
      {"\xFF", "\xFF"},
  };
  for (const auto& [bytes, text] : kCases) Check(bytes, text);
}

TEST(Decoder, ReadsWindows1252) {
  constexpr Case kCases[] = {
      {"Caf\xE9 au lait", "Café au lait"},
      {"na\xEFve fa\xE7"
       "ade by Fran\xE7ois and M\xFCller",
       "naïve façade by François and Müller"},
      {"M\xFCller and Bal\xE1zs", "Müller and Balázs"},
      {"\xDC"
       "ber die Gr\xF6\xDF"
       "e der Fl\xFCsse \x96 J\xF6rg M\xFCller\x92s \x80uro",
       "Über die Größe der Flüsse – Jörg Müller’s €uro"},
      // A part of it that is UTF-8.
      {"Caf\xE9 au lait et th\xE9 \xE9t\xE9, 强化 et caf\xE9",
       "Café au lait et thé été, 强化 et café"},
  };
  for (const auto& [bytes, text] : kCases) Check(bytes, text);
}

TEST(Decoder, SaysWhichEncodingItFound) {
  constexpr Case kCases[] = {
      {"a", "UTF-8"},
      {"é", "UTF-8"},
      {"\xFF\xFE\x3A\x5F\x16\x53"sv, "UTF-16LE"},
      {"\xC4\xE3\xBA\xC3", "GB18030"},
      {"Caf\xE9 au lait", "Windows-1252"},
      {"Erd\xF5s", "UTF-8"},
  };
  for (const auto& [bytes, name] : kCases) {
    Decoder decoder;
    std::string out;
    decoder.Decode(bytes, true, out);
    EXPECT_EQ(decoder.encoding(), name) << bytes;
  }
}

TEST(Decoder, DetectsTheEncodingLateInAText) {
  std::string bytes(100'000, 'a');
  std::string text = bytes;
  for (int i = 0; i < 20'000; ++i) {
    bytes += "\xC4\xE3\xBA\xC3 ";
    text += "你好 ";
  }
  Check(bytes, text);
}

TEST(Decoder, ReplacesTruncatedCharacters) {
  Check("\xFF\xFE\x3A"sv, "\uFFFD");
  std::string bytes;
  std::string text;
  for (int i = 0; i < 10; ++i) {
    bytes += "\xC7\xBF\xBB\xAF\xD1\xA7\xCF\xB0\xBA\xCD\xCD\xC6\xC0\xED";
    text += "强化学习和推理";
  }
  bytes.pop_back();
  text.replace(text.size() - 3, 3, "\uFFFD");
  Check(bytes, text);
}

}  // namespace
}  // namespace dssearch::text
