using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// The chain of a night's accounts. Each takes in what the one before it gave out, and what comes out of it is counted where it arrives:
/// so a record that is lost or doubled on the way leaves an account that does not close.
/// </summary>
internal static class Books
{
    /// <summary>From the sources to the staging tables and the files.</summary>
    public static IEnumerable<Account> OfLoad(
        SourceReading numbers, IEnumerable<SourceReading> registers, LookUps lookUps, PersonLoad persons,
        IReadOnlyDictionary<string, TableRows> rows, IReadOnlyList<ExportedFile> files)
    {
        var readings = registers.ToDictionary(r => r.Source, r => r.Account);
        foreach (var account in readings.Values) yield return account;
        yield return Account.Through("addresses", readings[SourceName.Matrikkel].Out, lookUps.Addresses.Count);
        yield return numbers.Account;
        yield return Account.Through("read again", numbers.Account.In, persons.Reading.Account.In);
        yield return persons.Reading.Account;
        yield return Account.Through("enrich", persons.Reading.Account.Out, persons.Persons);
        yield return persons.Compare();
        yield return persons.Contacts.Close(readings[SourceName.Krr].Out);
        foreach (var (table, counts) in rows) yield return Account.Through("copy", counts.Differing, counts.Staged, table);
        foreach (var file in files.GroupBy(f => (f.Variant, f.Table))) yield return Account.Through(file.Key.Variant, rows["mart." + file.Key.Table].Made, file.Sum(f => f.Rows), "mart." + file.Key.Table);
    }

    /// <summary>From what was made to the tables served: of persons that are as before, the rows they have.</summary>
    public static IEnumerable<Account> OfPublication(IReadOnlyDictionary<string, TableRows> rows, IReadOnlyDictionary<string, long> served)
        => rows.Select(r => Account.Through("serve", r.Value.Made, served[r.Key], r.Key));

    /// <exception cref="CheckFailedException">Records were lost, or came twice.</exception>
    public static void Judge(IEnumerable<Account> accounts)
    {
        var open = accounts.Where(a => !a.Closes).Select(a => a.ToString().Replace(" = ", " are not ", StringComparison.Ordinal)).ToList();
        if (open.Count > 0) throw new CheckFailedException(string.Create(CultureInfo.InvariantCulture, $"Records were lost or doubled: {open.Count} accounts do not close. {string.Join("; ", open)}. Nothing was published."));
    }
}
