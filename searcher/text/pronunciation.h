#pragma once

#include <string>
#include <string_view>

namespace dssearch::text {

/// The pinyin of a text in Han characters, without tones, blanks and other signs: 强化学习 →
/// qianghuaxuexi. Each character has its commonest reading. Thread-safe.
std::string PinyinOf(std::string_view han);

}  // namespace dssearch::text
