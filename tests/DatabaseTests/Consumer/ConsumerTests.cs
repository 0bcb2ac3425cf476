using System.Globalization;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>An outside case system that begins with an export and follows the change feed has what the mart has; one that misses something hasn't.</summary>
public sealed class ConsumerTests(FollowedNights nights) : IClassFixture<FollowedNights>
{
    [Fact]
    public async Task The_consumer_equals_the_mart_after_twenty_generations_a_rollback_among_them()
    {
        var kinds = (await nights.Night.LinesAsync("select kind, count(*) from mart.generation group by 1 order by 1")).Select(k => k.Split('|')).ToDictionary(k => k[0], k => int.Parse(k[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Assert.True(kinds.Values.Sum() >= 20 && kinds["full"] >= 8 && kinds["small"] >= 2 && kinds["hide"] >= 3 && kinds["rollback"] == 1, string.Join(' ', kinds));

        Assert.True(nights.Wrong.Count == 0, string.Join('\n', nights.Wrong.Take(20)));
        Assert.Empty(await CopyComparison.WithTablesAsync(nights.Public, nights.Night));
        Assert.Equal((1, 1), (nights.Public.Beginnings, nights.Full.Beginnings));
    }

    [Fact]
    public void It_asks_for_those_alone_of_whom_the_feed_tells()
        => Assert.All(nights.Asked.Where(a => !a.Key.StartsWith("reform", StringComparison.Ordinal)), step => Assert.True(step.Value < 0.4, $"{step.Key}: {step.Value:P0} of everybody."));

    [Fact]
    public async Task One_that_comes_late_or_was_interrupted_by_a_withdrawal_gets_there_too()
    {
        foreach (var late in new[] { nights.First.Public.Fork(_ => true), nights.First.Full.Fork(_ => true), nights.Interrupted.Fork(_ => true) })
        {
            Assert.True(await late.FollowAsync());
            Assert.Empty(await CopyComparison.WithApiAsync(late, nights.Night));
        }
        Assert.Equal(1, nights.Interrupted.Beginnings);
    }

    [Theory]
    [InlineData("ChangeInResidentialAddress")]
    [InlineData("ChangeInResidentialAddressWithoutRelocation")]
    [InlineData("ChangeInPresentAddress")]
    [InlineData("ChangeInName")]
    [InlineData("ChangeInMaritalStatus")]
    [InlineData("ChangeInCitizenship")]
    [InlineData("ChangeInNorwegianIdentificationNumber")]
    [InlineData("ChangeInDeath")]
    [InlineData("ChangeInEnrichment")]
    [InlineData("PersonIsCreated")]
    [InlineData("PersonIsDiscontinued")]
    public Task One_that_does_not_hear_a_kind_of_event_has_something_else(string kind) => MustDifferAsync(nights.First.Public, kind);

    [Theory]
    [InlineData("ChangeInCommonContactRegisterInformation")]
    [InlineData("ChangeInAddressProtection")]
    [InlineData("ChangeInSharedResidence")]
    public Task Nor_one_with_full_access_that_does_not_hear_what_is_told_to_it_alone(string kind) => MustDifferAsync(nights.First.Full, kind);

    [Fact]
    public async Task One_that_misses_a_page_a_merger_or_the_rollback_has_something_else()
    {
        Assert.NotEqual(0, nights.WithoutRollback);
        Assert.Equal(FollowedNights.Fleeting, nights.Missed.Order());
        var heard = 0;
        await MustDifferAsync(nights.First.Public.Fork(_ => heard++ / 60 != 3), "");
    }

    /// <summary>The Person API's, and one that it lacks.</summary>
    [Fact]
    public void Every_event_is_one_of_the_person_apis_or_a_change_in_enrichment()
    {
        string[] known =
        [
            "PersonIsCreated", "PersonIsReactivated", "PersonIsUpdated", "PersonIsDiscontinued", "PersonIsContinuedAsValidUponMerger", "PersonIsDiscontinuedAsDuplicate", "PersonIsChangedBySplitting",
            "PersonIsRestoredBySplitting", "PersonIsDeceased", "PersonIsResident", "PersonIsEmigrated", "ChangeInStatus", "ChangeInNorwegianIdentificationNumber", "ChangeInSharedResidence", "ChangeInBirth",
            "ChangeInGender", "ChangeInMaritalStatus", "ChangeInDeath", "ChangeInName", "ChangeInAddressProtection", "ChangeInResidentialAddress", "ChangeInResidentialAddressWithoutRelocation",
            "ChangeInPresentAddress", "ChangeInCitizenship", "ChangeInCommonContactRegisterInformation", "ChangeInEnrichment",
        ];

        Assert.Empty(nights.Full.Events.Except(known));
        // in the story nobody changes gender or is reactivated, and each document can be read
        Assert.Empty(known.Except(nights.Full.Events).Except(["ChangeInGender", "PersonIsReactivated", "PersonIsUpdated"]));
    }

    private async Task MustDifferAsync(MartCopy from, string kind)
    {
        var deaf = kind.Length == 0 ? from : from.Fork((JsonNode change) => (string)change["event"]! != kind);
        Assert.True(await deaf.FollowAsync());
        Assert.NotEmpty((await CopyComparison.WithApiAsync(deaf, nights.Night)).Concat(await CopyComparison.WithTablesAsync(deaf, nights.Night)));
    }
}
