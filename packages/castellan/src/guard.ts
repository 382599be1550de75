import '@castellan/guard/register';
