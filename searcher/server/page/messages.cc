#include "searcher/server/page/messages.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "dssearch/field.h"

namespace dssearch::server {
namespace {

constexpr Messages kEnglishMessages = {
    .code = "en",
    .search = "Search",
    .placeholder = "Search papers in Chinese or English",
    .skip = "Skip to results",
    .other_language = "中文",
    .theme = "Dark or light",
    .filters = "Filters",
    .show = "Show",
    .close = "Close",
    .apply = "Apply filters",
    .clear_all = "Clear all",
    .remove = "Remove",
    .excluded = "not",
    .date = "Date",
    .since = "From",
    .until = "To",
    .last_year = "Last 12 months",
    .last_three_years = "Last 3 years",
    .more = "more",
    .find = "Find",
    .papers = "papers",
    .one_paper = "paper",
    .for_query = "for",
    .sort = "Sort by",
    .relevance = "Relevance",
    .newest = "Newest",
    .oldest = "Oldest",
    .title = "Title",
    .added = "Last added",
    .added_on = "added",
    .summary = "Summary",
    .contribution = "What is new",
    .similar = "Similar",
    .note = "Note",
    .identifiers = "Identifiers",
    .cite = "Cite",
    .copy = "Copy",
    .copied = "Copied",
    .source = "Source",
    .export_as = "Export",
    .feed = "Feed",
    .some_words = "No paper has all the words. These have some of them.",
    .also_some_words = "Include papers with only some of the words",
    .few_have_all = "{0} have all the words, the others some of them.",
    .all_words = "Only papers with all of them",
    .corrected = "Results for",
    .as_typed = "Search for the words as typed",
    .also_called = "Also",
    .own_words = "only these words",
    .leave_out = "Leave out",
    .bring_back = "Bring back",
    .did_you_mean = "Did you mean",
    .nothing = "Nothing found",
    .nothing_hint = "Try fewer or other words, in Chinese or in English.",
    .nearest = "The nearest",
    .there_is = "There are papers on",
    .without = "Without",
    .start_over = "Start over",
    .earlier = "Previous",
    .later = "Next",
    .pages = "Pages",
    .wrong = "That did not work",
    .unreachable = "The server did not answer. Search again in a moment.",
    .not_understood = "",
    .come_back = "",
    .not_found = "There is no such page",
    .searching = "Still searching…",
    .new_papers = "new since last time",
    .copy_link = "Copy link",
    .select = "Select",
    .selected = "{0} selected",
    .clear = "Clear",
    .save_search = "Save search",
    .save = "Save",
    .saved = "Saved searches",
    .name = "Name",
    .nothing_saved = "None yet. Save a search, and see here what is new when you come back.",
    .no_saved_file = "That file has no saved searches.",
    .count_new = "{0} new",
    .feed_of_all = "Feed of all",
    .import_file = "Import",
    .export_file = "Export",
    .keys = "Keys",
    .key_search = "search",
    .key_suggestions = "suggestions",
    .key_hits = "next, previous paper",
    .key_pages = "previous, next page",
    .key_escape = "close, clear",
    .chinese = "Chinese",
    .english = "English",
    .histogram_help = "Papers by date. Arrow keys move, Enter selects, Shift extends the range.",
    .and_others = "and others",
    .all_authors = "All authors:",
    .all_filters = "all filters",
    .any_word = "any of the words",
    .no_similar = "No other paper shares its words.",
    .all_records = "all records",
    .other_record = "Other record",
    .folded = "Papers with a Chinese and an English record, of which one is shown: {0}. Show both",
    .chart = "Chart",
    .chart_all = "All papers",
    .chart_help = "Bars are all papers, lines are domains; a paper may have several",
    .chart_no_dates = "None of these papers has a date",
    .chart_undated = "{0} undated",
    .chart_earlier = "{0} before {1}",
    .chart_later = "{0} after {1}",
    .chart_open = "{0} so far",
};

constexpr Messages kChineseMessages = {
    .code = "zh",
    .search = "搜索",
    .placeholder = "用中文或英文搜索论文",
    .skip = "跳到结果",
    .other_language = "English",
    .theme = "深色或浅色",
    .filters = "筛选",
    .show = "查看",
    .close = "关闭",
    .apply = "应用筛选",
    .clear_all = "全部清除",
    .remove = "移除",
    .excluded = "排除",
    .date = "日期",
    .since = "从",
    .until = "到",
    .last_year = "近一年",
    .last_three_years = "近三年",
    .more = "更多",
    .find = "查找",
    .papers = "篇论文",
    .one_paper = "篇论文",
    .for_query = "：",
    .sort = "排序",
    .relevance = "相关",
    .newest = "最新",
    .oldest = "最早",
    .title = "标题",
    .added = "最近收录",
    .added_on = "收录于",
    .summary = "摘要",
    .contribution = "创新点",
    .similar = "相似",
    .note = "笔记",
    .identifiers = "编号",
    .cite = "引用",
    .copy = "复制",
    .copied = "已复制",
    .source = "原文",
    .export_as = "导出",
    .feed = "订阅",
    .some_words = "没有论文包含所有词语，以下论文包含其中一部分。",
    .also_some_words = "也显示只含部分词语的论文",
    .few_have_all = "{0} 篇论文包含所有词语，其余论文包含其中一部分。",
    .all_words = "只看包含所有词语的论文",
    .corrected = "显示以下查询的结果：",
    .as_typed = "按原文搜索",
    .also_called = "也找",
    .own_words = "只找原词",
    .leave_out = "不找",
    .bring_back = "恢复",
    .did_you_mean = "您是不是要找",
    .nothing = "没有找到论文",
    .nothing_hint = "可以减少词语或换个说法，中文、英文都可以。",
    .nearest = "最接近的",
    .there_is = "这里的论文涉及",
    .without = "去掉",
    .start_over = "重新开始",
    .earlier = "上一页",
    .later = "下一页",
    .pages = "分页",
    .wrong = "出了问题",
    .unreachable = "服务器没有应答，请稍后再试。",
    .not_understood = "搜索条件中有一项无法理解，可以在下面去掉它。",
    .come_back = "服务器暂时无法回答，请稍后再试。",
    .not_found = "没有这个页面",
    .searching = "仍在搜索……",
    .new_papers = "上次以来的新论文",
    .copy_link = "复制链接",
    .select = "选择",
    .selected = "已选 {0} 篇",
    .clear = "清除",
    .save_search = "保存搜索",
    .save = "保存",
    .saved = "已存搜索",
    .name = "名称",
    .nothing_saved = "还没有。保存一个搜索，下次来时这里会显示新论文。",
    .no_saved_file = "这个文件里没有已存的搜索。",
    .count_new = "{0} 篇新",
    .feed_of_all = "全部订阅",
    .import_file = "导入",
    .export_file = "导出",
    .keys = "快捷键",
    .key_search = "搜索",
    .key_suggestions = "建议",
    .key_hits = "下一篇、上一篇",
    .key_pages = "上一页、下一页",
    .key_escape = "关闭、清除",
    .chinese = "中文",
    .english = "英文",
    .histogram_help = "按日期统计。方向键移动，回车选择，Shift 扩展范围。",
    .and_others = "等",
    .all_authors = "全部作者：",
    .all_filters = "全部筛选",
    .any_word = "任一词语",
    .no_similar = "没有与它用词相近的论文。",
    .all_records = "全部记录",
    .other_record = "另一语言的记录",
    .folded = "有 {0} 篇论文的中英文两条记录合为一条，点此分别显示。",
    .chart = "图表",
    .chart_all = "全部论文",
    .chart_help = "柱形为全部论文，折线为各领域，一篇论文可属多个领域",
    .chart_no_dates = "这些论文都没有日期",
    .chart_undated = "无日期 {0} 篇",
    .chart_earlier = "{1} 年以前 {0} 篇",
    .chart_later = "{1} 年以后 {0} 篇",
    .chart_open = "{0} 年尚未结束",
};

// The pattern of a kind of notes in Chinese; {0} is the first of the things that the note is about.
std::string_view ChineseOf(Note::Kind kind) {
  switch (kind) {
    case Note::Kind::kTooLong:
      return "查询超过 {0} 字节，后面的部分没有使用。";
    case Note::Kind::kTooManyWords:
      return "只搜索前 {0} 个词语。";
    case Note::Kind::kTooDeep:
      return "超过 {0} 层的括号没有使用。";
    case Note::Kind::kOpenQuote:
      return "引号没有闭合，其中的词语按普通词语搜索。";
    case Note::Kind::kNoField:
      return "没有“{0}”这个字段，按普通文字搜索。";
    case Note::Kind::kNoDate:
      return "“{0}”不是日期或日期范围（2024-03，2023..2024-06），按普通文字搜索。";
    case Note::Kind::kDates:
      return "“{0}”理解为日期：{1}。";
    case Note::Kind::kWordIsDates:
      return "“{0}”理解为日期：{1}（加引号则按文字搜索）。";
    case Note::Kind::kShortBeginning:
      return "“{0}*”太短，无法补全，按普通词语搜索。";
    case Note::Kind::kManyCompletions:
      return "“{0}*”只取 {2} 个词中最常见的 {1} 个。";
    case Note::Kind::kWholeValue:
      return "“*”只能补全词语，这里按 {0} = {1} 搜索。";
    case Note::Kind::kUnknownIdentifier:
      return "这里没有论文的编号是 {0}，按文字搜索。";
    case Note::Kind::kNoWord:
      return "查询中没有可以搜索的词语。";
    case Note::Kind::kSomeWords:
      return kChineseMessages.some_words;
    case Note::Kind::kMoreHaveSome:
      return kChineseMessages.also_some_words;
    case Note::Kind::kFewHaveAll:
      return kChineseMessages.few_have_all;
    case Note::Kind::kCorrected:
      return kChineseMessages.corrected;
    case Note::Kind::kWordsAreValue:
      return "“{0}”先按{2}理解（加引号则按文字搜索）。";
    case Note::Kind::kCitation:
      return "按引文理解，其中的卷期、页码和标识不参与搜索。";
    case Note::Kind::kFolded:
      return kChineseMessages.folded;
    case Note::Kind::kEmptyField:
      return "“{0}:”后面没有紧跟要找的内容。";
    case Note::Kind::kNoValue:
      return "没有论文的{0}是“{1}”；现有：{2}。";
    case Note::Kind::kNearestValue:
      return "没有论文的{0}是“{1}”；最接近的是：{2}。";
    case Note::Kind::kNoPaperHas:
      return "没有论文包含：{0}。";
    case Note::Kind::kNotTranslated:
      return "“{0}”不是这个查询的词语或译词，没有排除任何内容。";
  }
  return "";
}

}  // namespace

std::string TextOf(const Note& note, Language language) {
  if (language == Language::kChinese) {
    Note shown = note;
    // These two begin with the name of a field.
    if (note.kind == Note::Kind::kNoValue || note.kind == Note::Kind::kNearestValue)
      if (const FacetField* field = FindFacetField(note.about.at(0)))
        shown.about[0] = field->heading_zh;
    return shown.text(ChineseOf(note.kind));
  }
  // A link of the page goes on from the texts of these kinds.
  if (note.kind == Note::Kind::kSomeWords) return std::string(kEnglishMessages.some_words);
  if (note.kind == Note::Kind::kMoreHaveSome) return std::string(kEnglishMessages.also_some_words);
  if (note.kind == Note::Kind::kFewHaveAll) return note.text(kEnglishMessages.few_have_all);
  if (note.kind == Note::Kind::kFolded) return note.text(kEnglishMessages.folded);
  return note.text();
}

const Messages& MessagesIn(Language language) {
  return language == Language::kChinese ? kChineseMessages : kEnglishMessages;
}

Language PreferredLanguage(std::string_view accepted) {
  Language best = Language::kEnglish;
  double best_quality = 0;
  while (!accepted.empty()) {
    const auto comma = accepted.find(',');
    std::string_view range = accepted.substr(0, comma);
    accepted = comma == std::string_view::npos ? "" : accepted.substr(comma + 1);
    range.remove_prefix(std::min(range.find_first_not_of(' '), range.size()));
    double quality = 1;
    if (const auto q = range.find("q="); q != std::string_view::npos)
      std::from_chars(range.data() + q + 2, range.data() + range.size(), quality);
    const bool chinese = range.starts_with("zh");
    if ((chinese || range.starts_with("en")) && quality > best_quality) {
      best = chinese ? Language::kChinese : Language::kEnglish;
      best_quality = quality;
    }
  }
  return best;
}

}  // namespace dssearch::server
