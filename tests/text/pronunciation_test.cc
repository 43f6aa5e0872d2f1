#include "searcher/text/pronunciation.h"

#include <gtest/gtest.h>
#include <unicode/translit.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include <memory>
#include <string>

namespace dssearch::text {
namespace {

TEST(Pronunciation, WritesPinyin) {
  struct Case {
    std::string han;
    std::string pinyin;
  };
  const Case cases[] = {
      {"强化学习", "qianghuaxuexi"},
      {"叶海林", "yehailin"},
      {"女性", "nvxing"},
      {"绿色", "lvse"},
      {"策略", "celve"},
      {"居住", "juzhu"},
      {"重庆", "chongqing"},
      {"重要", "zhongyao"},
      {"", ""},
      {"，", ""},
  };
  for (const auto& [han, pinyin] : cases) EXPECT_EQ(PinyinOf(han), pinyin) << han;
}

// The table is of ICU 72; a later one may know better.
TEST(Pronunciation, ReadsCharactersAsIcuDoes) {
  if (U_ICU_VERSION_MAJOR_NUM != 72) GTEST_SKIP() << "ICU " U_ICU_VERSION;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> to_latin(
      icu::Transliterator::createInstance("Han-Latin; NFD", UTRANS_FORWARD, status));
  ASSERT_NE(to_latin, nullptr);
  int read = 0;
  for (UChar32 c = 0x80; c < 0x10000; ++c) {
    if (uscript_getScript(c, &status) != USCRIPT_HAN) continue;
    icu::UnicodeString latin(c);
    std::string han;
    latin.toUTF8String(han);
    to_latin->transliterate(latin);
    std::string expected;
    for (std::int32_t i = 0; i < latin.length(); ++i) {
      if (latin[i] >= u'a' && latin[i] <= u'z') expected += static_cast<char>(latin[i]);
      if (latin[i] == u'\u0308' && !expected.empty()) expected.back() = 'v';
    }
    ASSERT_EQ(PinyinOf(han), expected) << han;
    if (!expected.empty()) ++read;
  }
  EXPECT_EQ(read, 27465);
}

TEST(Pronunciation, FindsCharactersByTheirReadings) {
  struct Case {
    std::string syllable;
    char32_t character;
    bool is_read_so;
  };
  const Case cases[] = {
      {"xi", U'习', true},   {"xi", U'学', false},  {"nv", U'女', true},   {"nu", U'女', false},
      {"lve", U'略', true},  {"lue", U'略', true},  {"zeng", U'曾', true}, {"ceng", U'曾', true},
      {"hang", U'行', true}, {"xing", U'行', true}, {"x", U'习', false},   {"", U'习', false},
      {"qx", U'习', false},
  };
  for (const auto& [syllable, character, is_read_so] : cases)
    EXPECT_EQ(CharactersReadAs(syllable).find(character) != std::u32string_view::npos, is_read_so)
        << syllable;
  const std::u32string begun = CharactersReadFrom("xu");
  EXPECT_NE(begun.find(U'学'), std::u32string::npos);
  EXPECT_EQ(begun.find(U'习'), std::u32string::npos);
}

TEST(Pronunciation, TellsWhatLooksLikeASyllable) {
  struct Case {
    std::string letters;
    bool is_syllable;
    bool is_beginning;
  };
  const Case cases[] = {
      {"xi", true, true},  {"zhuang", true, true},  {"er", true, true},
      {"nv", true, true},  {"zhu", true, true},     {"zh", false, true},
      {"xua", true, true}, {"", false, true},       {"qx", false, false},
      {"in", true, true},  {"trans", false, false}, {"xing1", false, false},
  };
  for (const auto& [letters, is_syllable, is_beginning] : cases) {
    EXPECT_EQ(LooksLikeSyllable(letters), is_syllable) << letters;
    EXPECT_EQ(LooksLikeBeginning(letters), is_beginning) << letters;
  }
}

}  // namespace
}  // namespace dssearch::text
