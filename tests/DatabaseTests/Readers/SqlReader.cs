using System.Data;
using System.Globalization;
using Npgsql;
using PersonEtl.DatabaseTests.Nights;

namespace PersonEtl.DatabaseTests.Readers;

/// <summary>Reads several tables in one repeatable-read transaction, as the role of readers, slowly enough that publications come in between.</summary>
internal sealed class SqlReader(AlternatingNights nights) : IMartReader
{
    private readonly NpgsqlConnection connection = new(ReadersOf.ConnectionString(nights, pooling: false));

    public async Task<int> ReadAsync()
    {
        if (this.connection.State != ConnectionState.Open) await this.connection.OpenAsync();
        await using var transaction = await this.connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await AskAsync("set local role mart_reader");
        var generation = int.Parse((await AskAsync("select max(generation) || '' from mart.generation"))!, CultureInfo.InvariantCulture);
        var name = AlternatingNights.NameIn(generation);
        await ReadersOf.PauseAsync();
        Assert.Equal($"{nights.Named} of {nights.Named}", await AskAsync($"select count(*) filter (where last_name = '{name}') || ' of ' || count(last_name) from mart.person"));
        await ReadersOf.PauseAsync();
        Assert.Equal($"0 of {nights.Named}", await AskAsync($"select count(*) filter (where last_name <> '{name}') || ' of ' || count(distinct person_id) from mart.person_name"));
        await ReadersOf.PauseAsync();
        Assert.Equal(AlternatingNights.IsHidden(generation), await AskAsync($"select count(*) || '' from mart.person_address where person_id = '{nights.Hidden}'") == "0");
        await ReadersOf.PauseAsync();
        // the feed names everybody in every generation that renames them
        var renamed = AlternatingNights.KindOf(generation) == "hide" ? generation - 1 : generation;
        Assert.Equal($"{(renamed == 1 ? 0 : renamed)} {(AlternatingNights.Renamings(generation) - 1) * nights.Named}", await AskAsync("select coalesce(max(generation), 0) || ' ' || count(*) from mart.change where event = 'ChangeInName'"));
        return generation;
    }

    public ValueTask DisposeAsync() => this.connection.DisposeAsync();

    private async Task<string?> AskAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, this.connection);
        return await command.ExecuteScalarAsync() as string;
    }
}
