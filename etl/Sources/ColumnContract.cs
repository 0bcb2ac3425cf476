namespace PersonEtl.Etl.Sources;

/// <summary>Compares the header of a CSV file with the columns that its source is known to have.</summary>
internal static class ColumnContract
{
    /// <summary>Remarks on columns that are new or missing; whether one that is needed is missing is for the reader to tell.</summary>
    /// <exception cref="BadInputException">A column stands twice: nobody can tell which is meant.</exception>
    public static void Compare(IReadOnlyList<string> header, IReadOnlyList<string> known, SourceReading reading, string place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in header)
        {
            if (!seen.Add(name)) throw new BadInputException("csv-header", $"{place}, line 1: expected each column once, found column {header.ToList().LastIndexOf(name) + 1} named as one before it.");
            if (!known.Contains(name, StringComparer.Ordinal)) reading.Contract.Add(ContractRemarks.Unknown, name, 1);
        }
        foreach (var name in known.Where(k => !seen.Contains(k))) reading.Contract.Add(ContractRemarks.Missing, name, 1);
    }
}
