#include "indexer/formats/markdown_notes.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/testing/record_text.h"

namespace dssearch::indexer {
namespace {

// The notes of a text, a line each: "1: id=[7] tags=[a, b] note=[...]", or "3: reason / hint".
std::string Read(std::string_view content) {
  std::string out;
  RecordSink sink;
  const auto where = [](const Location& location) {
    EXPECT_EQ(location.file, "f.md");
    return std::to_string(location.line) + ":";
  };
  sink.on_record = [&](const RawRecord& record) {
    out += where(record.where) + testing::FieldsOf(record) + '\n';
  };
  sink.on_reject = [&](const Reject& reject) {
    out += where(reject.where) + " " + reject.reason + " / " + reject.hint + '\n';
  };
  ReadMarkdownNotes("f.md", content, sink);
  return out;
}

struct Case {
  std::string_view content;
  std::string_view expected;
};

TEST(MarkdownNotes, BeginWithAHeadingOfTheSecondLevel) {
  constexpr Case kCases[] = {
      {"", ""},
      {"\n \n", ""},
      {"# Papers\n\n<!-- kept by hand -->\n\n***\n", ""},
      {"## 7\n\nText.\n", "1: id=[7] note=[Text.\n]\n"},
      {"## 7\nText", "1: id=[7] note=[Text]\n"},
      {"## 7", "1: id=[7] note=[]\n"},
      {"## 7 ##\r\nA\r\nB\r\n", "1: id=[7] note=[A\r\nB\r\n]\n"},
      {"  ## 7\nA\n", "1: id=[7] note=[A\n]\n"},
      {"# 2026\n## 7\nA\n# 2025\n## 8\nB\n", "2: id=[7] note=[A\n]\n5: id=[8] note=[B\n]\n"},
      {"## 7\nA\n### Part\nB\n#no heading\n", "1: id=[7] note=[A\n### Part\nB\n#no heading\n]\n"},
      // What is in code or a list is none, nor what is underlined.
      {"## 7\n```sh\n# a\n## b\n```\nC\n", "1: id=[7] note=[```sh\n# a\n## b\n```\nC\n]\n"},
      {"## 7\n- ## a\n", "1: id=[7] note=[- ## a\n]\n"},
      {"## 7\nA\n---\nB\n", "1: id=[7] note=[A\n---\nB\n]\n"},
      {"## 7\n\n    ## a\n", "1: id=[7] note=[    ## a\n]\n"},
  };
  for (const auto& [content, expected] : kCases) EXPECT_EQ(Read(content), expected) << content;
}

TEST(MarkdownNotes, NamePapersAsPeopleDo) {
  constexpr Case kCases[] = {
      {"2402.03300", "2402.03300"},
      {"2402.03300 DeepSeekMath: Pushing the Limits", "2402.03300"},
      {"2402.03300: DeepSeekMath", "2402.03300"},
      {"arXiv:2402.03300v2", "2402.03300"},
      {"https://arxiv.org/abs/2402.03300", "2402.03300"},
      {"<https://arxiv.org/abs/2402.03300>", "2402.03300"},
      {"[DeepSeekMath](https://arxiv.org/abs/2402.03300)", "2402.03300"},
      {"[DeepSeekMath]( <https://arxiv.org/abs/2402.03300> )", "2402.03300"},
      {"[2402.03300] DeepSeekMath", "2402.03300"},
      {"10.1000/X.1 Rivers", "10.1000/x.1"},
      {"10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-0",
       "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-0"},
      {"doi: 10.1000/foo_bar_baz", "10.1000/foo_bar_baz"},
      // Of other ids nobody knows where they end.
      {"shao2024", "shao2024"},
      {"My paper on rivers", "My paper on rivers"},
      {"论文 一", "论文 一"},
      {"C#", "C#"},
      {"10.1000/x #28faff", "10.1000/x #28faff"},
      {"[a](b)", "[a](b)"},
      {"](", "]("},
      {"[]()", "[]()"},
  };
  for (const auto& [heading, id] : kCases)
    EXPECT_EQ(Read("## " + std::string(heading) + "\nT"),
              "1: id=[" + std::string(id) + "] note=[T]\n");
}

TEST(MarkdownNotes, HaveTheirTagsFirst) {
  constexpr Case kCases[] = {
      {"tags: a, b\n\nT", "tags=[a, b] note=[T]"},
      {"\nTags: a\n\nT", "tags=[a] note=[T]"},
      {"tags: a\ntag: b\nT", "tags=[a] tags=[b] note=[T]"},
      {"标签：推理、已读\nT", "tags=[推理、已读] note=[T]"},
      {"标签: 推理", "tags=[推理] note=[]"},
      {"tags: [a, b]", "tags=[a, b] note=[]"},
      {"tags: [", "tags=[[] note=[]"},
      {"tags: []", "tags=[] note=[]"},
      {"tags:", "tags=[] note=[]"},
      {"T\ntags: a", "note=[T\ntags: a]"},
      {"tagged: a", "note=[tagged: a]"},
  };
  for (const auto& [below, expected] : kCases)
    EXPECT_EQ(Read("## 7\n" + std::string(below)), "1: id=[7] " + std::string(expected) + '\n');
}

TEST(MarkdownNotes, SayWhatIsNone) {
  constexpr std::string_view kText =
      ": the text is below no paper / a heading '## ID' begins the note on a paper\n";
  constexpr std::string_view kNoId =
      ": the heading names no paper / the id of the paper stands behind '##': ## 2402.03300\n";
  EXPECT_EQ(Read("A\n\nB\n\n## 7\nC"), "1" + std::string(kText) + "5: id=[7] note=[C]\n");
  EXPECT_EQ(Read("## 7\nA\n# B\n\nC\n# D\nE"),
            "1: id=[7] note=[A\n]\n5" + std::string(kText) + "7" + std::string(kText));
  EXPECT_EQ(Read("---\nid: 7\n---\nA"), "2" + std::string(kText));
  EXPECT_EQ(Read("A\n===\n"), "1" + std::string(kText));
  EXPECT_EQ(Read("##\nA\n## ##\n## 7\nB"),
            "1" + std::string(kNoId) + "3" + std::string(kNoId) + "4: id=[7] note=[B]\n");
}

}  // namespace
}  // namespace dssearch::indexer
