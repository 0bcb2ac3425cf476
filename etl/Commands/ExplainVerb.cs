using System.CommandLine;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary><c>explain</c>: what is stored of one person, which rule found what, and why something is missing.</summary>
internal static class ExplainVerb
{
    private const string ByNumber = """
        select i.person_id
        from mart.person_identifier i
        join mart.person p using (person_id)
        where i.identification_number = @number
        order by (p.identification_number = i.identification_number) desc, (i.status = 'InUse') desc nulls last
        limit 1
        """;

    public static Command Build()
    {
        var person = new Argument<Guid?>("person-id") { Arity = ArgumentArity.ZeroOrOne, Description = "The person's id. Without it a number is read from standard input, so that none stands on a command line." };
        person.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Guid.TryParse(token.Value, out _)) result.AddError("person-id: expected an id of the mart, found something else. A number is read from standard input.");
        });
        var command = new Command("explain", "Tell what is stored of one person, which rule found what, and why something is missing.") { person };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(person), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Guid? person, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        person ??= await FindAsync(dataSource, await Console.In.ReadLineAsync(cancellationToken), cancellationToken);
        var lines = person is { } id ? await PersonExplanation.TellAsync(dataSource, id, cancellationToken) : [];
        if (lines.Count == 0)
        {
            await Console.Error.WriteLineAsync("No such person in the served generation.");
            return ExitCode.NotFound;
        }
        foreach (var line in lines) Console.WriteLine(line);
        return ExitCode.Done;
    }

    private static async Task<Guid?> FindAsync(NpgsqlDataSource dataSource, string? number, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(ByNumber, new { number = number?.Trim() }, cancellationToken: cancellationToken));
    }
}
