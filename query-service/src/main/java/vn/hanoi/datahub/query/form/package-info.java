/** How values, alerts, updates and problems are written, and how queries are parsed. Shared by all parts of the API. */
@NullMarked
package vn.hanoi.datahub.query.form;

import org.jspecify.annotations.NullMarked;
