// The page in a real browser. run.sh starts this file; $DSSERVE and $DSINDEX are the programs, $CORPUS the
// papers. All tests run in one process, so that they share a server and a browser.

import './navigation.mjs';
import './typing.mjs';
import './facets.mjs';
import './display.mjs';
import './language.mjs';
import './saved.mjs';
import './selection.mjs';
import './phone.mjs';
