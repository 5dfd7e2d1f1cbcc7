"""ФИС ФРДО: the form of forty columns, what fills it, what is wrong with it, its workbook, the answer."""
