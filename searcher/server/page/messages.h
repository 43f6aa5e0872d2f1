#pragma once

#include <string>
#include <string_view>

#include "dssearch/note.h"

namespace dssearch::server {

/// The languages of the page.
enum class Language { kChinese, kEnglish };

/// The texts of the page in one language. Each is named after its English text.
struct Messages {
  std::string_view code;  ///< The language tag: "zh" or "en".
  std::string_view search;
  std::string_view placeholder;
  std::string_view skip;
  std::string_view other_language;
  std::string_view theme;
  std::string_view filters;
  std::string_view show;
  std::string_view close;
  std::string_view apply;
  std::string_view clear_all;
  std::string_view remove;
  std::string_view excluded;
  std::string_view date;
  std::string_view since;
  std::string_view until;
  std::string_view last_year;
  std::string_view last_three_years;
  std::string_view more;
  std::string_view find;
  std::string_view papers;
  std::string_view one_paper;
  std::string_view for_query;
  std::string_view sort;
  std::string_view relevance;
  std::string_view newest;
  std::string_view oldest;
  std::string_view title;
  std::string_view added;
  std::string_view added_on;
  std::string_view summary;
  std::string_view contribution;
  std::string_view similar;
  std::string_view note;
  std::string_view identifiers;
  std::string_view cite;
  std::string_view copy;
  std::string_view copied;
  std::string_view source;
  std::string_view export_as;
  std::string_view feed;
  std::string_view some_words;
  std::string_view also_some_words;
  std::string_view few_have_all;
  std::string_view all_words;
  std::string_view corrected;
  std::string_view as_typed;
  std::string_view also_called;
  std::string_view own_words;
  std::string_view leave_out;
  std::string_view bring_back;
  std::string_view did_you_mean;
  std::string_view nothing;
  std::string_view nothing_hint;
  std::string_view nearest;
  std::string_view there_is;
  std::string_view without;
  std::string_view start_over;
  std::string_view earlier;
  std::string_view later;
  std::string_view pages;
  std::string_view wrong;
  std::string_view unreachable;
  // On a Chinese page these say what an error means; error_texts.h has the lines of each.
  std::string_view not_understood;
  std::string_view come_back;
  std::string_view not_found;
  std::string_view searching;
  std::string_view new_papers;
  std::string_view copy_link;
  std::string_view select;
  std::string_view selected;  ///< {0} stands for a number.
  std::string_view clear;
  std::string_view save_search;
  std::string_view save;
  std::string_view saved;
  std::string_view name;
  std::string_view nothing_saved;
  std::string_view no_saved_file;
  std::string_view count_new;  ///< {0} stands for a number.
  std::string_view feed_of_all;
  std::string_view import_file;
  std::string_view export_file;
  std::string_view keys;
  std::string_view key_search;
  std::string_view key_suggestions;
  std::string_view key_hits;
  std::string_view key_pages;
  std::string_view key_escape;
  std::string_view chinese;
  std::string_view english;
  std::string_view histogram_help;
  std::string_view and_others;
  std::string_view all_authors;
  std::string_view all_filters;
  std::string_view any_word;
  std::string_view no_similar;
  std::string_view all_records;
  std::string_view other_record;
  std::string_view folded;
  // Of the chart of papers by year; {0} and {1} are numbers and years.
  std::string_view chart;  ///< The link to it.
  std::string_view chart_all;
  std::string_view chart_help;
  std::string_view chart_no_dates;
  std::string_view chart_undated;
  std::string_view chart_earlier;
  std::string_view chart_later;
  std::string_view chart_open;
};

/// The messages in a language. Good for ever.
const Messages& MessagesIn(Language language);

/// A note of a search as a line in a language.
std::string TextOf(const Note& note, Language language);

/// The language that a header Accept-Language prefers; English where it names neither. For example
/// "fr, zh;q=0.5" prefers Chinese.
Language PreferredLanguage(std::string_view accepted);

}  // namespace dssearch::server
