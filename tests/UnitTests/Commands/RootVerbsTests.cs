using PersonEtl.Etl.Commands;
using PersonEtl.Etl.Run;

namespace PersonEtl.UnitTests.Commands;

public sealed class RootVerbsTests
{
    /// <summary>Every verb, and those of two words.</summary>
    public static TheoryData<string> Verbs => [.. RootVerbs.Build().Subcommands.SelectMany(c => c.Subcommands.Select(s => $"{c.Name} {s.Name}").Prepend(c.Name))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_and_each_of_its_options_has_help(string verb)
    {
        var command = RootVerbs.Build().Parse(verb.Split(' ')).CommandResult.Command;
        using var output = new StringWriter();

        Assert.Equal(ExitCode.Done, await RootVerbs.Build().Parse([.. verb.Split(' '), "--help"]).InvokeAsync(new() { Output = output }));

        Assert.Contains(command.Description!, output.ToString(), StringComparison.Ordinal);
        Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));
        Assert.All(command.Options, option => Assert.Contains(option.Name, output.ToString(), StringComparison.Ordinal));
        Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), argument.Name));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task An_unknown_option_ends_with_code_1(string verb)
    {
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, await RootVerbs.InvokeAsync([.. verb.Split(' '), "--unheard-of"], error));
        Assert.NotEqual("", error.ToString());
    }

    [Theory]
    [InlineData("explain", "13912146396")]
    [InlineData("run", "139121 46396")]
    [InlineData("deliver", "--source", "13912146396", "--kind", "full", "--as-of", "2026-11-23T22:00:00Z", "file")]
    [InlineData("status", "--last", "x13912146396")]
    public async Task A_number_on_a_command_line_that_is_not_understood_is_masked(params string[] arguments)
    {
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, await RootVerbs.InvokeAsync(arguments, error));
        Assert.NotEqual("", error.ToString());
        Assert.DoesNotContain("46396", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There are: contact_point_ages, digital_reachability,", "report", "unheard_of")]
    [InlineData("which?", "report", "--csv", "file")]
    [InlineData("takes no --as-of", "report", "match_rates", "--as-of", "2026-01-01")]
    [InlineData("expected a date", "report", "digital_reachability", "--as-of", "01.01.2026")]
    [InlineData("--html FILE", "dictionary")]
    public async Task What_a_report_or_the_dictionary_lacks_is_told_with_code_1(string expected, params string[] arguments)
    {
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, await RootVerbs.InvokeAsync(arguments, error));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "--as-of")]
    [InlineData("plan", "--as-of")]
    [InlineData("report digital_reachability", "--as-of")]
    [InlineData("fetch klass", "--from")]
    public void A_day_is_written_in_one_way_whatever_the_machine_takes(string verb, string option)
    {
        Assert.Empty(RootVerbs.Build().Parse([.. verb.Split(' '), option, "2027-01-02"]).Errors);
        Assert.Equal($"{option}: expected a date such as 2026-01-01.", Assert.Single(RootVerbs.Build().Parse([.. verb.Split(' '), option, "01/02/2027"]).Errors).Message);
    }

    [Fact]
    public async Task A_replay_into_a_folder_that_is_not_there_ends_with_code_2()
    {
        using var error = new StringWriter();
        var missing = Path.Combine(Path.GetTempPath(), $"petl-{Guid.NewGuid():N}");

        Assert.Equal(ExitCode.BadInput, await RootVerbs.InvokeAsync(["quarantine", "replay", "--source", "freg", "--landing", missing, "file"], error));
    }

    [Theory]
    [InlineData("every night")]
    [InlineData("15 3 * * *")]
    [InlineData("0 15 25 * * ?")]
    public async Task A_cron_that_is_none_ends_with_code_1_and_says_what_is_expected(string cron)
    {
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, await RootVerbs.InvokeAsync(["schedule", "--cron", cron], error));
        Assert.Contains("--cron: expected", error.ToString(), StringComparison.Ordinal);
    }
}
