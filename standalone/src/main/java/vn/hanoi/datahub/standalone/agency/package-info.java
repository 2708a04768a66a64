/**
 * The commands of an agency: validate files, send them, see their outcome, manage its keys. They talk to the hub only
 * over HTTP.
 */
@NullMarked
package vn.hanoi.datahub.standalone.agency;

import org.jspecify.annotations.NullMarked;
