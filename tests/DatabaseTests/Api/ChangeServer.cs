using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>The API over five generations: the first without changes, the fourth with a protected change only.</summary>
public sealed class ChangeServer : ApiServer, IAsyncLifetime
{
    public const string Changes = """
        insert into mart.change values
            (2, '5eed0000-0000-8000-8000-000000000001', 'ChangeInCommonContactRegisterInformation', 'commonContactRegisterInformation'),
            (2, '5eed0000-0000-8000-8000-000000000001', 'ChangeInEnrichment', 'commonContactRegisterInformation'),
            (2, '5eed0000-0000-8000-8000-000000000001', 'ChangeInName', 'name'),
            (2, '5eed0000-0000-8000-8000-000000000002', 'PersonIsCreated', ''),
            (3, '5eed0000-0000-8000-8000-000000000002', 'ChangeInEnrichment', 'commonContactRegisterInformation,residentialAddress'),
            (3, '5eed0000-0000-8000-8000-000000000003', 'ChangeInResidentialAddress', 'residentialAddress'),
            (3, '5eed0000-0000-8000-8000-000000000009', 'PersonIsDiscontinuedAsDuplicate', ''),
            (5, '5eed0000-0000-8000-8000-000000000001', 'ChangeInDeath', 'death');
        insert into protected.change values
            (3, '5eed0000-0000-8000-8000-000000000003', 'ChangeInAddressProtection', 'addressProtection'),
            (3, '5eed0000-0000-8000-8000-000000000003', 'ChangeInResidentialAddress', 'residentialAddress,sharedResidence'),
            (4, '5eed0000-0000-8000-8000-000000000004', 'ChangeInPresentAddress', 'presentAddress');
        """;

    public static readonly IReadOnlyList<string> Restricted =
    [
        "2 1 ChangeInName name",
        "2 2 PersonIsCreated ",
        "3 2 ChangeInEnrichment residentialAddress",
        "3 3 ChangeInResidentialAddress residentialAddress",
        "3 9 PersonIsDiscontinuedAsDuplicate ",
        "5 1 ChangeInDeath death",
    ];

    public static readonly IReadOnlyList<string> Full =
    [
        "2 1 ChangeInCommonContactRegisterInformation commonContactRegisterInformation",
        "2 1 ChangeInEnrichment commonContactRegisterInformation",
        "2 1 ChangeInName name",
        "2 2 PersonIsCreated ",
        "3 2 ChangeInEnrichment commonContactRegisterInformation,residentialAddress",
        "3 3 ChangeInAddressProtection addressProtection",
        "3 3 ChangeInResidentialAddress residentialAddress,sharedResidence",
        "3 9 PersonIsDiscontinuedAsDuplicate ",
        "4 4 ChangeInPresentAddress presentAddress",
        "5 1 ChangeInDeath death",
    ];

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await SqlAsync(Changes + """
            insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates, kind, changes)
            select later.generation, published_at + later.generation * interval '1 day', as_of_date, sources, counts, match_rates, 'full', later.changes
            from mart.generation, (values (2, 4), (3, 3), (4, 0), (5, 1)) as later (generation, changes);
            """);
    }

    /// <summary>The changes of an answer, each as generation, last digit of the person, event and parts.</summary>
    public static IReadOnlyList<string> Lines(JsonNode answer) =>
        [.. answer["changes"]!.AsArray().Select(c => $"{c!["generation"]} {((string)c["personId"]!)[^1]} {c["event"]} {string.Join(',', c["parts"]!.AsArray())}")];

    /// <summary>Every page after a cursor, one after the other until there are no more; their lines, and the last cursor.</summary>
    public async Task<(IReadOnlyList<string> Lines, string Next)> FollowAsync(string scope, string? after, int limit)
    {
        var lines = new List<string>();
        while (true)
        {
            var answer = await JsonAsync(scope, $"/v1/changes?limit={limit}" + (after is null ? "" : "&after=" + after));
            var page = Lines(answer);
            Assert.True(page.Count <= limit, $"{page.Count} changes on a page of {limit}.");
            lines.AddRange(page);
            after = (string)answer["next"]!;
            if (!(bool)answer["more"]!) return (lines, after);
            Assert.NotEmpty(page);
        }
    }
}
