using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace PersonEtl.DatabaseTests.Api;

public sealed partial class QuietLogTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task No_number_is_logged_even_when_everything_is_logged()
    {
        api.Log.Entries.Clear();
        using (await api.LookupAsync("full-access", $$"""{"identifiers": ["{{ApiWorld.SeedNumber}}", "99999999999"]}""")) { }
        using (await api.LookupAsync("full-access", """{"identifiers": ["01912345601x"]}""")) { }
        using (await api.LookupAsync("full-access", """{"identifiers": ["01912345601" """)) { }
        using var client = api.Client("full-access");
        using (await client.GetAsync($"/v1/persons/{ApiWorld.SeedNumber}")) { }
        using (await client.GetAsync($"/v1/persons/{ApiWorld.Seed}?parts={ApiWorld.SeedNumber}")) { }
        using (await client.GetAsync($"/nowhere/{ApiWorld.SeedNumber}")) { }
        await api.SqlAsync("revoke execute on function access.log_reading from access_writer");
        try
        {
            using (await api.LookupAsync("full-access", $$"""{"identifiers": ["{{ApiWorld.SeedNumber}}"]}""")) { }
        }
        finally
        {
            await api.SqlAsync("grant execute on function access.log_reading to access_writer");
        }

        var entries = api.Log.Entries.ToArray();
        Assert.Contains(entries, e => e.Raw.Contains(ApiWorld.SeedNumber, StringComparison.Ordinal)); // the framework's own words, so the masks below are proven
        Assert.Contains(entries, e => e.Category.StartsWith("PersonEtl.", StringComparison.Ordinal));
        Assert.DoesNotContain(entries, e => ElevenDigits().IsMatch(e.Shown));
        // what is logged at the levels we ship needs no mask at all
        Assert.DoesNotContain(entries, e => ElevenDigits().IsMatch(e.Raw) && e.Level >= (e.Category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || e.Category.StartsWith("Npgsql", StringComparison.Ordinal) ? LogLevel.Warning : LogLevel.Information));
        Assert.DoesNotContain(entries, e => e.Shown.TrimEnd('\r', '\n').Contains('\n', StringComparison.Ordinal));
    }

    [GeneratedRegex("[0-9]{11}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ElevenDigits();
}
