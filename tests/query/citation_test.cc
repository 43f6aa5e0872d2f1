#include "searcher/query/citation.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace dssearch {
namespace {

// The words of a citation with one blank between them; "no citation" for any other text.
std::string Words(const std::string& text) {
  const std::optional<std::string> words = WordsOfCitation(text);
  if (!words) return "no citation";
  EXPECT_EQ(words->size(), text.size()) << text;
  std::istringstream in(*words);
  std::string joined;
  for (std::string word; in >> word;) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

TEST(Citation, KeepsTheWordsOfAnyStyle) {
  struct Case {
    const char* text;
    const char* words;
  };
  const Case cases[] = {
      // GB/T 7714.
      {"[1] 赵一明, 钱学知, 孙立, 等. 城市绿地规划综述[J]. 园林学刊, 2021, 44(3): 12-19.",
       "赵一明 钱学知 孙立 等 城市绿地规划综述 园林学刊 2021 ."},
      {"赵一明,钱学知,等.城市绿地规划综述[J].园林学刊,2021,44(03):12-19.",
       "赵一明 钱学知 等 城市绿地规划综述 园林学刊 2021 ."},
      {"赵一明，钱学知．城市绿地规划综述［Ｊ］．园林学刊，2012（10）：1954－1965．",
       "赵一明 钱学知 城市绿地规划综述 园林学刊 2012 ．"},
      {"赵一明等. 城市绿地规划[J]. 2016", "赵一明等 城市绿地规划 2016"},
      {"城市绿地规划[J]", "城市绿地规划"},
      {"赵一明. 城市绿地规划[D]. 武汉: 某某大学, 2019.", "赵一明 城市绿地规划 2019."},
      {"赵一明. 城市绿地[M]. 3版. 北京: 某某出版社, 2007: 12-15.", "赵一明 城市绿地 2007 ."},
      {"Weber A, Maier K, et al. Gardens of cities[J]. Journal of Gardens, 2006, 28(4): 594-611.",
       "Weber A, Maier K, et al. Gardens of cities Journal of Gardens, 2006 ."},
      {"Weber A. Gardens in 3D[C]//Proceedings of the Garden Conference. 2016: 1979-1986.",
       "Weber A. Gardens in 3D Garden Conference. 2016 ."},
      {"Weber A. Gardens[EB/OL]. arXiv preprint arXiv:2101.00001, 2021.",
       "Weber A. Gardens arXiv:2101.00001, 2021."},
      {"Gardens of cities[J/OL]. Gardens, 2021. DOI:10.1234/ab.5",
       "Gardens of cities Gardens, 2021. DOI:10.1234/ab.5"},
      // Footnotes.
      {"赵一明、钱学知：《城市绿地规划》，《园林学刊》2007年第4期，第22-25页。",
       "赵一明 钱学知 城市绿地规划 园林学刊 2007年"},
      {"赵一明、钱学知：《城市绿地规划》", "赵一明 钱学知 城市绿地规划"},
      {"参见赵一明《城市绿地规划》（2007）", "赵一明 城市绿地规划 （2007）"},
      // ACL, APA, IEEE, MLA.
      {"Anna Weber and Karl Maier. 2021. Gardens. In Proceedings of the 2021 Conference on "
       "Gardens, pages 12–19, Online.",
       "Anna Weber and Karl Maier. 2021. Gardens. 2021 Conference on Gardens, , Online."},
      {"Weber, A., & Maier, K. (2021). Gardens. Gardening, 30(2), 1998–2008. "
       "https://doi.org/10.1234/ab.5",
       "Weber, A., & Maier, K. (2021). Gardens. Gardening . https://doi.org/10.1234/ab.5"},
      {"A. Weber and K. Maier, \"Gardens of cities,\" in Proc. CVPR, 2019, pp. 1–10.",
       "A. Weber and K. Maier, Gardens of cities, CVPR, 2019, ."},
      {"A. Weber, “Gardens of cities,” Gardening, vol. 4, no. 1, pp. 2008–2016, Jun. 2016.",
       "A. Weber, Gardens of cities, Gardening, , , , Jun. 2016."},
      {"Weber, Anna, et al. \"Gardens of cities.\" Gardening 37.12 (2022): 510-519.",
       "Weber, Anna, et al. Gardens of cities. Gardening (2022) ."},
      // These are none.
      {"[J]", "no citation"},
      {"A[J]", "no citation"},
      {"城市绿地规划 [j]", "no citation"},
      {"arr[D] of gardens", "no citation"},
      {"\"城市绿地规划[J].\"", "no citation"},
      {"赵一明《城市绿地规划》研究", "no citation"},
      {"《城市绿地规划》", "no citation"},
      {"Gardens 2016", "no citation"},
      {"Weber et al. 2017", "no citation"},
      {"2012-2015", "no citation"},
      {"GPT-3 (2020)", "no citation"},
      {"f(2): 3-4", "no citation"},
      {"arXiv:2101.00001", "no citation"},
      {"", "no citation"},
      {"\xFF[J].\x80", "no citation"},
  };
  for (const auto& [text, words] : cases) EXPECT_EQ(Words(text), words) << text;
}

TEST(Citation, TakesAnyLength) {
  std::string text;
  for (const char* part : {"[M]", "1(2): 3-4, ", "城市,", "pp. 9 "}) {
    text.clear();
    while (text.size() < 1024) text += part;
    const std::optional<std::string> words = WordsOfCitation("城市绿地[J]. 2012, " + text);
    ASSERT_TRUE(words);
    EXPECT_TRUE(words->starts_with("城市绿地"));
  }
}

}  // namespace
}  // namespace dssearch
