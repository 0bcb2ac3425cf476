using System.Net;
using Npgsql;
using PersonEtl.MartApi.Mart;
using Scalar.AspNetCore;

namespace PersonEtl.MartApi.Web;

/// <summary>What a person reads in a browser: <c>/</c> and <c>/docs</c>. Neither asks any other host for anything.</summary>
internal static class Pages
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapScalarApiReference("/docs", o => o
            .WithTitle("PersonEtl mart API").WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().HideDeveloperTools().HideClientButton()
            .AddPreferredSecuritySchemes(Document.Bearer));
        routes.MapGet("/", Home).ExcludeFromDescription();
    }

    private static async Task Home(HttpContext http, MartDatabase database)
    {
        string served, state;
        try
        {
            await using var reading = await MartReading.Begin(database, http.RequestAborted);
            reading.Snapshot.WriteHeaders(http.Response);
            (served, state) = ($"Generation {reading.Snapshot.Generation} is served, as of {reading.Snapshot.AsOfText}.", "ready");
        }
        catch (Exception e) when (e is NothingPublishedException or NpgsqlException or SetupException)
        {
            var problem = Failure.Of(e);
            (served, state) = ($"{problem.Title} {problem.WayOut}", "waiting");
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(Page.Replace("{served}", WebUtility.HtmlEncode(served), StringComparison.Ordinal).Replace("{state}", state, StringComparison.Ordinal), http.RequestAborted);
    }

    private const string Page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>PersonEtl mart API</title>
        <style>
        :root { --ink: #16242e; --quiet: #5b6b76; --line: #dbe3e8; --ground: #f6f8f9; --card: #fff; --accent: #0b6a73; --good: #1e7d4f; --wait: #a65c00 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4ecf0; --quiet: #94a5b0; --line: #2b3a44; --ground: #10191f; --card: #17222a; --accent: #58c2cc; --good: #5cc78f; --wait: #e5a24a } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
        main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 4rem }
        h1 { font-size: 1.9rem; margin: 0 0 .25rem; letter-spacing: -.01em }
        h2 { font-size: 1.05rem; margin: 2.2rem 0 .6rem }
        p { margin: .4rem 0 } .quiet { color: var(--quiet) }
        .state { margin: 1.4rem 0; padding: .8rem 1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--good); border-radius: 6px }
        .state.waiting { border-left-color: var(--wait) }
        table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; font-size: .93rem }
        td { padding: .55rem .8rem; border-top: 1px solid var(--line); vertical-align: top } tr:first-child td { border-top: 0 }
        td:first-child { white-space: nowrap } code { font: .88em/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
        pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .9rem 1rem; overflow-x: auto; margin: .5rem 0 }
        a { color: var(--accent) }
        @media (max-width: 34rem) { td { display: block; border-top: 0; padding: .15rem .8rem } tr { display: block; border-top: 1px solid var(--line); padding: .45rem 0 } tr:first-child { border-top: 0 } }
        </style>
        </head>
        <body><main>
        <h1>PersonEtl mart API</h1>
        <p class="quiet">Persons of the Norwegian population register, enriched each night with contact information, municipalities, counties, basic statistical units and urban districts.</p>
        <p class="state {state}">{served}</p>
        <h2>What can be read</h2>
        <table>
        <tr><td><code>POST /v1/persons/lookup</code></td><td>Up to 1 000 persons by number or id</td></tr>
        <tr><td><code>GET /v1/persons/{person_id}</code></td><td>One person by id</td></tr>
        <tr><td><code>GET /v1/changes?after=</code></td><td>What changed of whom, generation by generation</td></tr>
        <tr><td><code>GET /v1/exports</code></td><td>Parquet files to download or read in place</td></tr>
        <tr><td><code>GET /v1/reference/municipalities</code></td><td>Municipalities, counties, basic statistical units and urban districts of any date</td></tr>
        <tr><td><code>GET /v1/mart</code></td><td>What is served: dates, counts, match rates</td></tr>
        </table>
        <h2>Begin</h2>
        <p>Every route of <code>/v1</code> wants a token. An installation without an issuer of its own makes one:</p>
        <pre><code>TOKEN=$(dotnet run --project mart-api -- token --scope restricted-access)
        curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:5080/v1/mart</code></pre>
        <p><a href="/docs">Documentation of every route</a> · <a href="/openapi/v1.json">OpenAPI document</a> · <a href="/health/ready">Health</a></p>
        </main></body>
        </html>
        """;
}
