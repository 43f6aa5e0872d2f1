#include "searcher/server/page/error_texts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "dssearch/field.h"
#include "dssearch/note.h"

namespace dssearch::server {
namespace {

// What {0} stands for in a pattern.
enum class First { kValue, kParameter };

// An error by the pattern of its English message, in which {0} and {1} stand for names and values,
// and what a page says in its place: in Chinese, and, where English readers need other words than
// programs, in English.
struct Row {
  First first;
  std::string_view pattern;
  std::string_view zh;
  std::string_view hint_zh;
  std::string_view hint_en = {};
};

constexpr std::array kRows = {
    Row{First::kValue, "'{0}' is not a date", "“{0}”不是日期。",
        "日期写作 2024、2024-03 或 2024-03-15，也可以写作 2024年3月。"},
    Row{First::kValue, "the range ends before it begins: {0} to {1}",
        "日期范围的结束早于开始：{0} 到 {1}。", "请把两个日期对调。"},
    Row{First::kValue, "'{0}' is no span of time", "“{0}”不是一段时间。",
        "一段时间是数字加 d（天）、w（周）、m（月）或 y（年），例如 90d、6m、1y。"},
    Row{First::kValue, "last goes with neither since nor until", "时间跨度不能与起止日期一起使用。",
        "请去掉其中一个。"},
    Row{First::kParameter, "'{0}' is no number from 0 to {1}", "“{0}”应当是 0 到 {1} 之间的整数。",
        "例如 10。"},
    Row{First::kParameter, "'{0}' is too long", "“{0}”太长了。", "最多 2000 字节，约 600 个汉字。"},
    Row{First::kParameter, "'{0}' is not UTF-8", "“{0}”不是 UTF-8 编码的文字。", "请重新输入。"},
    Row{First::kParameter, "'{0}' is given twice", "“{0}”给了两次。", "请只保留一个。"},
    Row{First::kValue, "too many filters, facets or translations", "筛选条件太多了。",
        "每种最多 50 个。"},
    Row{First::kValue, "there is no paper '{0}'", "没有编号为“{0}”的论文。",
        "它可能已被移除，或者网址有误。可以搜索它的标题。",
        "It may have been removed, or the address is wrong. Search for its title."},
    Row{First::kParameter, "there is no {0} '{1}'", "“{0}”没有“{1}”这个选项。",
        "请去掉它，或改用页面上的链接。"},
    Row{First::kValue, "there is nothing at this address", "这个网址没有内容。",
        "可以从上面的搜索框重新开始。", "Begin anew with the search box above."},
    Row{First::kValue, "this address does not take {0}", "这个网址不接受 {0} 请求。",
        "请用浏览器直接打开它。"},
    Row{First::kValue, "the search takes too long", "这次搜索用时太长。",
        "请少用几个词、用短一些的词组，或在 * 前多写几个字母。"},
    Row{First::kValue, "too many requests at the moment", "现在的请求太多了。", "请过一会儿再试。"},
};

// What readers call the parameters that errors name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kNames = {{
    {"q", "搜索词"},
    {"since", "起始日期"},
    {"until", "结束日期"},
    {"last", "时间跨度"},
    {"match", "词语匹配"},
    {"sort", "排序"},
    {"limit", "每页篇数"},
    {"offset", "起始位置"},
    {"translate", "翻译"},
    {"untranslated", "不翻译的词语"},
    {"correct", "纠错"},
    {"fold", "合并记录"},
    {"ui", "界面语言"},
    {"added_after", "新论文的起点"},
    {"commit", "新论文的起点"},
    {"the id", "论文编号"},
    {"the name of a parameter", "参数名"},
}};

// The texts that stand for {0} and {1} in a pattern that `text` fits; nothing where it does not.
std::optional<std::vector<std::string>> Arguments(std::string_view pattern, std::string_view text) {
  std::vector<std::string> arguments;
  for (;;) {
    const auto place = pattern.find('{');
    const std::string_view before = pattern.substr(0, place);
    if (!text.starts_with(before)) return std::nullopt;
    text.remove_prefix(before.size());
    if (place == std::string_view::npos)
      return text.empty() ? std::optional(std::move(arguments)) : std::nullopt;
    pattern.remove_prefix(pattern.find('}') + 1);
    // A value may have quotes of its own, so that the last one has the rest of the text.
    const std::string_view after = pattern.substr(0, pattern.find('{'));
    const bool is_last = after.size() == pattern.size();
    const auto end = is_last ? text.size() - std::min(after.size(), text.size()) : text.find(after);
    if (end == std::string_view::npos) return std::nullopt;
    arguments.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace

std::string_view ParameterName(std::string_view name, Language language) {
  if (language == Language::kEnglish) return name;
  for (const auto& [known, zh] : kNames)
    if (known == name) return zh;
  const FacetField* field = FindFacetField(name);
  return field == nullptr ? name : field->heading_zh;
}

ErrorText ErrorTextFor(std::string_view message, std::string_view hint, Language language) {
  for (const Row& row : kRows) {
    auto arguments = Arguments(row.pattern, message);
    if (!arguments) continue;
    if (language == Language::kEnglish)
      return {std::string(message), std::string(row.hint_en.empty() ? hint : row.hint_en)};
    if (row.first == First::kParameter)
      arguments->front() = std::string(ParameterName(arguments->front(), language));
    const Note line{.about = *std::move(arguments)};
    return {line.text(row.zh), std::string(row.hint_zh)};
  }
  if (language == Language::kChinese) return {};
  return {std::string(message), std::string(hint)};
}

}  // namespace dssearch::server
