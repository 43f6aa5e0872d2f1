#include "indexer/formats/markdown_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/testing/record_text.h"

namespace dssearch::indexer {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view content;
  std::string_view expected;
};

// The record that a file holds, "1: id=[7] authors=[A][B]" after its line, or
// "3: reason / hint".
std::string Read(std::string_view content) {
  std::string out;
  RecordSink sink;
  const auto where = [](const Location& location) {
    EXPECT_EQ(location.file, "f.md");
    return std::to_string(location.line) + ":";
  };
  sink.on_record = [&](const RawRecord& record) {
    out += where(record.where) + testing::FieldsOf(record);
  };
  sink.on_reject = [&](const Reject& reject) {
    out += where(reject.where) + " " + reject.reason + " / " + reject.hint;
  };
  ReadMarkdown("f.md", content, "f", sink);
  return out;
}

// The same for what comes after front matter that says id: 7.
std::string ReadBody(std::string_view body) {
  const std::string read = Read("---\nid: 7\n---\n" + std::string(body));
  constexpr std::string_view kFront = "1: id=[7]";
  EXPECT_TRUE(read.starts_with(kFront)) << read;
  return read.substr(std::min(read.size(), kFront.size() + 1));
}

TEST(MarkdownReader, ReadsAPaper) {
  EXPECT_EQ(Read("---\n"
                 "id: \"2402.03300\"\n"
                 "title: \"DeepSeekMath: Pushing the Limits\"\n"
                 "authors: [Zhihong Shao, Peiyi Wang]\n"
                 "date: 2024-02-05\n"
                 "domain:\n"
                 "  - 数学推理\n"
                 "  - \"代码, 智能\"\n"
                 "url: https://arxiv.org/abs/2402.03300\n"
                 "---\n"
                 "\n"
                 "## 摘要\n"
                 "\n"
                 "甲，\n"
                 "乙。\n"
                 "\n"
                 "丙。\n"
                 "\n"
                 "## 创新点\n"
                 "\n"
                 "丁。\n"
                 "\n"
                 "## Summary\n"
                 "\n"
                 "One *two*\n"
                 "three.\n"
                 "\n"
                 "## Contribution\n"
                 "\n"
                 "Four.\n"),
            "1: id=[2402.03300] title=[DeepSeekMath: Pushing the Limits] "
            "authors=[Zhihong Shao][Peiyi Wang] date=[2024-02-05] domain=[数学推理][代码, 智能] "
            "url=[https://arxiv.org/abs/2402.03300] summary_zh=[甲，乙。] summary_zh=[丙。] "
            "contribution_zh=[丁。] summary_en=[One two three.] contribution_en=[Four.]");
}

TEST(MarkdownReader, ReadsFrontMatter) {
  constexpr Case kCases[] = {
      {"---\nid: 7\n---\n", "1: id=[7]"},
      {"---\nid: 7\n---", "1: id=[7]"},
      {"\xEF\xBB\xBF---\nid: 7\n---\n", "1: id=[7]"},
      {"---\r\nid: 7\r\n---\r\n", "1: id=[7]"},
      {"---\n# a comment\nid: 7\n\n---\n", "1: id=[7]"},
      // As the file has it: in order, nothing renamed, no number read.
      {"---\nyear: 2024\nId: 2401.10020\nother: yes\n---\n",
       "1: year=[2024] Id=[2401.10020] other=[yes]"},
      {"---\nid: 1\nid: 2\n---\n", "1: id=[1] id=[2]"},
      {"---\nid: 7\ntitle:\nurl: ~\nauthors: []\n---\n", "1: id=[7] title= url= authors="},
      {"---\nid: 7\nauthors: [A, ~, B]\n---\n", "1: id=[7] authors=[A][B]"},
      {"---\nid: 7\ntitle: >\n  a\n  b\n---\n", "1: id=[7] title=[a b\n]"},
      {"---\n标题: \"a \\\"b\\\"\"\n---\n", "1: 标题=[a \"b\"]"},
      // A field that is no text is not ours.
      {"---\nid: 7\nx: {a: b}\n---\n", "1: id=[7]"},
      {"---\nid: 7\nauthors: [A, {name: B}]\n---\n", "1: id=[7] authors=[A]"},
  };
  for (const auto& [content, expected] : kCases) EXPECT_EQ(Read(content), expected) << content;
}

TEST(MarkdownReader, SaysWhereFrontMatterIsWrong) {
  constexpr std::string_view kHint = " / corpus/README.md shows what a record looks like";
  constexpr Case kCases[] = {
      {"\n---\nid: 7\n---\n", "1: the file has no front matter between two lines '---'"},
      {"---\nid: 7\n", "1: the file has no front matter between two lines '---'"},
      {"---", "1: the file has no front matter between two lines '---'"},
      {"----\nid: 7\n----\n", "1: the file has no front matter between two lines '---'"},
      {"---\n---\n", "2: the front matter is not a list of 'name: value'"},
      {"---\n- a\n- b\n---\n", "2: the front matter is not a list of 'name: value'"},
      {"---\njust text\n---\n", "2: the front matter is not a list of 'name: value'"},
      {"---\nid: \"1\"\ntitle: [broken\n---\n",
       "4: the front matter does not parse: end of sequence flow not found"},
      {"---\n*a: 1\n---\n",
       "2: the front matter does not parse: the referenced anchor is not defined"},
  };
  for (const auto& [content, expected] : kCases)
    EXPECT_EQ(Read(content), std::string(expected).append(kHint)) << content;
  EXPECT_EQ(
      Read("---\nid: 1\ntitle: a: b\n---\n"),
      "3: the front matter does not parse: illegal map value / a value with ': ' in it stands "
      "in quotes: title: \"LoRA: a survey\"");
}

TEST(MarkdownReader, TakesTheTitleOfATextWithoutFrontMatter) {
  constexpr Case kCases[] = {
      {"", "0: the file is empty / the first line is the title"},
      {" \n\n", "0: the file is empty / the first line is the title"},
      {"just text\n", "1: title=[just text]"},
      {"# On *rivers*\n\nThey are slow.\n", "1: title=[On rivers] summary=[They are slow.]"},
      {"On rivers  \nThey are slow.\n", "1: title=[On rivers] summary=[\nThey are slow.]"},
      {"***\n\n强化学习\n====\n\n## 摘要\na\n", "1: title=[强化学习] summary_zh=[a]"},
      {"# A\n# B\n", "1: title=[A] summary=[B]"},
  };
  for (const auto& [content, expected] : kCases) EXPECT_EQ(Read(content), expected) << content;
}

TEST(MarkdownReader, GivesTheTextOfASectionToItsField) {
  constexpr Case kCases[] = {
      {"", ""},
      {"text\n", "summary=[text]"},
      {"## 摘要\na\n\n## 创新点\nb\n", "summary_zh=[a] contribution_zh=[b]"},
      {"## Summary\na\n\n## Contribution\nb\n", "summary_en=[a] contribution_en=[b]"},
      {"## ABSTRACT\na\n\n## contributions\nb\n", "summary_en=[a] contribution_en=[b]"},
      {"# 摘要\na\n\n###### Summary\nb\n", "summary_zh=[a] summary_en=[b]"},
      {"摘要\n====\na\n", "summary_zh=[a]"},
      {"## 摘要 ##\na\n", "summary_zh=[a]"},
      {"## **摘要**\na\n", "summary_zh=[a]"},
      {"## 摘要\r\na\r\n", "summary_zh=[a]"},
      {"before\n\n## 摘要\na\n", "summary=[before] summary_zh=[a]"},
      {"## 摘要\na\n\n## Method\nb\n", "summary_zh=[a] summary=[Method] summary=[b]"},
      {"## 摘要\na\n\n## 摘要二\nb\n", "summary_zh=[a] summary=[摘要二] summary=[b]"},
      {"摘要\n\na\n", "summary=[摘要] summary=[a]"},
  };
  for (const auto& [body, expected] : kCases) EXPECT_EQ(ReadBody(body), expected) << body;
}

TEST(MarkdownReader, ReadsTextWithoutItsMarkup) {
  constexpr Case kCases[] = {
      {"a **b** _c_ `d` [e](http://x) ![f](y.png)\n", "summary=[a b c d e f]"},
      {"a &amp; b \\* c\n", "summary=[a & b * c]"},
      {"<b>a</b>\n", "summary=[a]"},
      {"- a\n- b\n", "summary=[a\nb\n]"},
      {"> a\n>\n> b\n", "summary=[a\nb\n]"},
      {"```\nx = 1\n```\n", "summary=[x = 1\n]"},
      {"$\\alpha_1$ and $x_1 + y_1$\n", "summary=[$\\alpha_1$ and $x_1 + y_1$]"},
      {"GPT\\-4 2*3\n", "summary=[GPT-4 2*3]"},
      {"a  \nb\n", "summary=[a\nb]"},
      {"a\0b\n"sv, "summary=[a\uFFFDb]"},
      // The lines of a paragraph: Chinese is not parted, anything else is.
      {"a\nb\n", "summary=[a b]"},
      {"强\n化\n", "summary=[强化]"},
      {"强，\n化\n", "summary=[强，化]"},
      {"强\n*化*\n", "summary=[强化]"},
      {"使用\nBERT\n模型\n", "summary=[使用 BERT 模型]"},
      {"한국어\n문장\n", "summary=[한국어 문장]"},
      {"à\nế\n", "summary=[à ế]"},
      {"“a”\n“b”\n", "summary=[“a” “b”]"},
  };
  for (const auto& [body, expected] : kCases) EXPECT_EQ(ReadBody(body), expected) << body;
}

TEST(MarkdownReader, RejectsWhatIsTooDeep) {
  EXPECT_EQ(Read("---\nid: " + std::string(100'000, '[') + "\n---\n"),
            "3: the front matter does not parse: bad file / "
            "corpus/README.md shows what a record looks like");
}

TEST(MarkdownReader, ReadsADeepBody) {
  EXPECT_EQ(ReadBody(std::string(100'000, '>') + " a\n"), "summary=[a\n]");
  EXPECT_EQ(ReadBody(std::string(100'000, '*') + "a\n"),
            "summary=[" + std::string(100'000, '*') + "a]");
}

}  // namespace
}  // namespace dssearch::indexer
