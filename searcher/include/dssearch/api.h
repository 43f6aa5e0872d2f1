#pragma once

#if __cplusplus < 202002L
#error "dssearch needs C++20: -std=c++20"
#endif

/// Marks what the shared library exports; all else in it is hidden. DSSEARCH_SHARED is defined by
/// the target dssearch::searcher and by dssearch.pc where the library is shared.
#ifdef DSSEARCH_SHARED
#define DSSEARCH_API __attribute__((visibility("default")))
#else
#define DSSEARCH_API
#endif
