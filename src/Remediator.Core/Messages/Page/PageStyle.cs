namespace Remediator.Core.Messages.Page;

/// <summary>The style sheet of the incident page, inside it: a page that is mailed on has nothing to fetch.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ground: #f6f7f9; --sheet: #fff; --ink: #1b2430; --faint: #5b6776; --line: #d5dae1;
          --pass: #1a7f4b; --fail: #c62828; --unknown: #9a6700; --skipped: #667180; --gone: #fde8e8; --new: #e3f5ea; }
        @media (prefers-color-scheme: dark) { :root { --ground: #11161d; --sheet: #1a212b; --ink: #e6eaf0; --faint: #9aa7b6;
          --line: #323c49;
          --pass: #56c98a; --fail: #ff7b72; --unknown: #e3b341; --skipped: #8b97a5; --gone: #4a1f22; --new: #173b28; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 16px/1.55 system-ui, "Hiragino Sans", "Noto Sans JP", "IPAGothic", sans-serif; overflow-wrap: anywhere; }
        main { max-width: 1080px; margin: 0 auto; padding: 24px 16px 48px; }
        section, header { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 16px 20px;
          margin: 0 0 16px; }
        h1 { font-size: 1.35rem; line-height: 1.35; margin: 8px 0; }
        h2 { font-size: .85rem; letter-spacing: .06em; text-transform: uppercase; color: var(--faint); margin: 0 0 12px; }
        p { margin: 6px 0; }
        pre { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", "IPAGothic", monospace; background: var(--ground);
          border: 1px solid var(--line); border-radius: 6px; padding: 8px 10px; margin: 0; white-space: pre-wrap; min-width: 0; }
        .command { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: start; margin-top: 6px; }
        button { font: inherit; font-size: .85rem; color: inherit; background: var(--ground); border: 1px solid var(--line);
          border-radius: 6px; padding: 6px 12px; cursor: pointer; }
        summary { cursor: pointer; } summary h2 { display: inline; } details[open] > summary { margin-bottom: 12px; }
        code { font: .92em ui-monospace, "DejaVu Sans Mono", "IPAGothic", monospace; }
        ul, ol { margin: 0; padding: 0; list-style: none; }
        li + li { margin-top: 12px; }
        .status { display: inline-block; border-radius: 999px; padding: 2px 12px; font-size: .85rem; font-weight: 600; color: #fff;
          background: #9a6700; }
        .status.fixed, .status.resolved { background: #1a7f4b; } .status.failed { background: #c62828; }
        .outcome { font-weight: 600; } .proof { color: var(--faint); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 12px 0 0; font-size: .92rem; }
        dt { color: var(--faint); } dd { margin: 0; min-width: 0; }
        .pass { --mark: var(--pass); } .fail { --mark: var(--fail); } .unknown { --mark: var(--unknown); }
        .skipped { --mark: var(--skipped); }
        .mark { color: var(--mark); font-weight: 700; }
        .path { display: flex; }
        .path li { flex: 1 1 0; min-width: 0; margin: 0; text-align: center; position: relative; font-size: .82rem; padding: 0 4px; }
        .path li + li::before { content: ""; position: absolute; top: 17px; left: calc(-50% + 20px); right: calc(50% + 20px);
          border-top: 3px solid var(--way); }
        .path .dot { display: block; text-align: center; width: 36px; height: 36px; line-height: 32px; margin: 0 auto 6px;
          border: 2px solid var(--mark); color: var(--mark);
          border-radius: 50%; font-weight: 700; background: var(--sheet); position: relative; }
        .path li { --way: var(--pass); } .path li.after { --way: var(--skipped); } .path li.broken { --way: var(--fail); }
        .path li.after::before, .path li.broken::before { border-top-style: dashed; }
        .path .broken .dot { background: var(--fail); color: var(--sheet); border-color: var(--fail); }
        .path .here { display: block; color: var(--fail); font-weight: 700; }
        .evidence li { border-left: 3px solid var(--mark); padding-left: 12px; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        td, th { text-align: left; vertical-align: top; padding: 6px 8px; border-bottom: 1px solid var(--line); }
        .diff { table-layout: fixed; } .diff td { font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", "IPAGothic", monospace;
          white-space: pre-wrap; border: 0; padding: 0 6px; }
        del, ins { text-decoration: none; }
        .diff td + td { border-left: 1px solid var(--line); } .diff .gone { background: var(--gone); }
        .diff .new { background: var(--new); }
        .wide { overflow-x: auto; }
        .warning { color: var(--unknown); }
        .time { display: grid; grid-template-columns: max-content 1fr; gap: 6px 16px; } .time li { display: contents; }
        time { color: var(--faint); font-variant-numeric: tabular-nums; }
        footer { color: var(--faint); font-size: .85rem; }
        @media (max-width: 760px) {
          dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; }
          section, header { padding: 14px; }
          .path { display: block; } .path li { text-align: left; padding: 0 0 18px 48px; min-height: 54px; }
          .path .dot { position: absolute; left: 0; top: 0; } .path .name { display: block; padding-top: 6px; font-size: .95rem; }
          .path li + li::before { top: -18px; bottom: calc(100% - 0px); left: 16px; right: auto; height: 18px; border-top: 0;
            border-left: 3px solid var(--way); }
          .path li.after::before, .path li.broken::before { border-left-style: dashed; }
          .diff { min-width: 600px; } .diff td { font-size: 11px; }
          .time { grid-template-columns: 1fr; gap: 0; } .time span { margin-bottom: 8px; }
        }
        @media print { body { background: #fff; } main { max-width: none; padding: 0; } section, header { break-inside: avoid;
          border-color: #bbb; } button { display: none; } details::details-content { content-visibility: visible; block-size: auto; }
          .diff, .evidence { break-inside: auto; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """;
}
