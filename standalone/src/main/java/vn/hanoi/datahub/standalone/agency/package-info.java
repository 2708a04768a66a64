/**
 * What an agency does from its own command line: try files, send them, see what became of them, mind its keys. Talks to
 * the hub by HTTP only.
 */
@NullMarked
package vn.hanoi.datahub.standalone.agency;

import org.jspecify.annotations.NullMarked;
